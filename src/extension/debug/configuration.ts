/** The launch configuration of a debug session: which exercise, and which run to follow. */

/** The debug type, as the manifest has it. */
export const debugType = "eventually";

export interface SteppingConfiguration {
  readonly pack: string;
  readonly item: string;
  /** Labels of a run to follow; where absent, that of the last check, or a plain one. */
  readonly steps?: readonly string[];
}

export function isConfiguration(value: object): value is SteppingConfiguration {
  const { pack, item, steps } = value as Readonly<Record<string, unknown>>;
  const isText = (one: unknown): one is string => typeof one === "string";
  return isText(pack) && isText(item) && (steps === undefined || (Array.isArray(steps) && steps.every(isText)));
}
