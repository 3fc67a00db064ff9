/** The state after one entry of a run: the copies compared, each service's data, the queues. */
import type { Cell, Change, Entry } from "../../protocol/practice/runView.ts";
import { text } from "./words.ts";

/** A shape for each change, so that it shows without colour. */
const shapes: Readonly<Record<Change, string>> = { same: "", new: "+", changed: "●", removed: "−" };

function wordFor(cell: Pick<Cell, "change" | "before">): string {
  switch (cell.change) {
    case "same":
      return "";
    case "new":
      return text("wordNew");
    case "changed":
      return cell.before === undefined ? text("wordChanged") : text("was", cell.before);
    case "removed":
      return text("wordRemoved");
  }
}

export function StateAfter({ entry }: { readonly entry: Entry }) {
  return (
    <div class="state-after">
      {entry.copies.length > 0 && (
        <ul class="copies" aria-label={text("copies")}>
          {entry.copies.map((copy) => (
            <li key={copy.key} class={copy.agree ? "agree" : "differ"}>
              <span class="shape" aria-hidden="true">
                {copy.agree ? "=" : "≠"}
              </span>
              {copy.text}
            </li>
          ))}
        </ul>
      )}
      <ServiceTables services={entry.services} />
      <QueueList queues={entry.queues} />
    </div>
  );
}

/** What each service stores, with what changed marked. */
export function ServiceTables({ services }: Pick<Entry, "services">) {
  return (
    <div class="services">
      {services.map((service) => (
        <section class="service" key={service.name}>
          <h4>
            {service.name}
            {service.busy !== undefined && <span class="busy">{service.busy}</span>}
          </h4>
          {service.cells.length === 0 && service.memory.length === 0 && <p class="nothing">{text("nothingStored")}</p>}
          <Cells caption={text("database", service.name)} cells={service.cells} />
          <Cells caption={text("memory", service.name)} cells={service.memory} visible />
        </section>
      ))}
    </div>
  );
}

/** The queues with something in them. */
export function QueueList({ queues }: Pick<Entry, "queues">) {
  if (queues.length === 0) return null;
  return (
    <ul class="queues" aria-label={text("queues")}>
      {queues.map((queue) => (
        <li key={queue.name} class={queue.change}>
          <span class="shape" aria-hidden="true">
            {shapes[queue.change]}
          </span>
          <span class="queue-name">{queue.name}</span> {queue.text}
        </li>
      ))}
    </ul>
  );
}

interface CellsProps {
  readonly caption: string;
  readonly cells: readonly Cell[];
  /** The database's caption would repeat the heading for those who see it. */
  readonly visible?: boolean;
}

function Cells({ caption, cells, visible = false }: CellsProps) {
  if (cells.length === 0) return null;
  return (
    <table>
      <caption class={visible ? "" : "for-screen-readers"}>{caption}</caption>
      <tbody>
        {cells.map((cell) => (
          <tr key={cell.key} class={cell.change}>
            <th scope="row">{cell.key}</th>
            <td>
              <span class="shape" aria-hidden="true">
                {shapes[cell.change]}
              </span>
              <code>{cell.value}</code> {cell.change !== "same" && <span class="change">{wordFor(cell)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
