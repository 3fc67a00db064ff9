/** What cannot be chosen now: one line, and behind it every choice under its reason. */
import type { OfferView } from "../../protocol/stepper.ts";
import { text } from "../shared/words.ts";

export function Refused({ offers }: { readonly offers: readonly OfferView[] }) {
  const byReason = new Map<string, OfferView[]>();
  for (const offer of offers) {
    if (offer.refused !== undefined) byReason.set(offer.refused, [...(byReason.get(offer.refused) ?? []), offer]);
  }
  if (byReason.size === 0) return null;
  const count = [...byReason.values()].reduce((sum, { length }) => sum + length, 0);
  return (
    // Stays as the person left it while steps change what is inside: the element is the same.
    <details class="cannot">
      <summary>{text("cannotHappen", count)}</summary>
      <dl>
        {[...byReason].map(([reason, refused]) => (
          <div key={reason}>
            <dt>{reason}</dt>
            {refused.map(({ label, text: name }) => (
              <dd key={label}>{name}</dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  );
}
