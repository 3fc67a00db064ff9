/** What stands in the way or has to be known before anything else, each with the one thing to do about it. */
import type { ExerciseView, NoticeView } from "../../protocol/practice/exerciseView.ts";
import type { FromWebview } from "../../protocol/practice.ts";
import { post } from "./host.ts";
import { Button, Icon, type IconName } from "../shared/parts.tsx";

const icons: Readonly<Record<NoticeView["kind"], IconName>> = {
  restricted: "lock",
  outdated: "info",
  outside: "info",
  attemptsUsedUp: "info",
};

function intentFor(kind: NoticeView["kind"], key: ExerciseView["key"]): FromWebview {
  switch (kind) {
    case "restricted":
      return { type: "manageTrust" };
    case "outdated":
      return { type: "reset", key };
    case "outside":
      return { type: "restoreOutside", key };
    case "attemptsUsedUp":
      return { type: "showSolution", key };
  }
}

export function Notices({ view }: { readonly view: ExerciseView }) {
  return view.notices.map((notice) => (
    <div class="notice" key={notice.kind}>
      <Icon name={icons[notice.kind]} />
      <p>
        {notice.text}{" "}
        <Button kind="link" onPress={() => post(intentFor(notice.kind, view.key))}>
          {notice.action}
        </Button>
      </p>
    </div>
  ));
}
