/** Small pieces that several views are made of: icons, prose from Markdown, links to lines, buttons. */
import type { ComponentChildren } from "preact";
import type { LinkToLine } from "../../protocol/linkToLine.ts";

export type IconName =
  | "add"
  | "chevronLeft"
  | "chevronRight"
  | "discard"
  | "error"
  | "first"
  | "go"
  | "info"
  | "last"
  | "lock"
  | "pass"
  | "restore"
  | "warning";

/** Decoration only: the word beside it or the button's label says the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return <span class={`icon icon-${name}`} aria-hidden="true" />;
}

/** HTML that the host made from a pack's Markdown; it holds no scripts, styles or handlers, and the page's policy runs none. */
export function Prose({ html, class: extra }: { readonly html: string; readonly class?: string }) {
  return <div class={extra === undefined ? "prose" : `prose ${extra}`} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Words that the eye gets from the place and shape of what stands beside them. */
export function Unseen({ children }: { readonly children: ComponentChildren }) {
  return <span class="for-screen-readers">{children}</span>;
}

interface ButtonProps {
  readonly kind?: "primary" | "secondary" | "link";
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

/** A disabled button stays in the tab order, so that the keyboard does not lose its place while a check runs. */
export function Button({ kind = "secondary", disabled = false, onPress, children }: ButtonProps) {
  return (
    <button type="button" class={`button ${kind}`} aria-disabled={disabled} onClick={() => disabled || onPress()}>
      {children}
    </button>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

export function IconButton({ icon, label, disabled = false, onPress }: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      title={label}
      aria-label={label}
      aria-disabled={disabled}
      onClick={() => disabled || onPress()}
    >
      <Icon name={icon} />
    </button>
  );
}

export function LineLink({ link, onOpen }: { readonly link: LinkToLine; readonly onOpen: (link: LinkToLine) => void }) {
  return (
    <button type="button" class="button link" onClick={() => onOpen(link)}>
      {link.label}
    </button>
  );
}
