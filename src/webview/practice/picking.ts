/** Which option is held and which blank is selected; when both are known, a fill. Pure, so that every way in agrees. */

export interface Picking {
  /** Letter of the option that was picked up. */
  readonly option?: string;
  /** Id of the blank that was selected. */
  readonly blank?: string;
}

export interface Fill {
  readonly option: string;
  readonly blank: string;
}

/** The next state, and the fill it completes, if any. */
export interface Picked {
  readonly picking: Picking;
  readonly fill?: Fill;
}

export const nothingPicked: Picking = {};

/** An option was clicked or activated: goes into the selected blank, or is picked up, or is put back when already held. */
export function pickOption(picking: Picking, option: string): Picked {
  if (picking.blank !== undefined) return { picking: nothingPicked, fill: { option, blank: picking.blank } };
  return { picking: picking.option === option ? nothingPicked : { option } };
}

/** A blank was clicked or activated: takes the held option, or is selected, or let go when already selected. */
export function pickBlank(picking: Picking, blank: string): Picked {
  if (picking.option !== undefined) return { picking: nothingPicked, fill: { option: picking.option, blank } };
  return { picking: picking.blank === blank ? nothingPicked : { blank } };
}
