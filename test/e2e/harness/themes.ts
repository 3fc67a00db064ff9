// The four kinds of theme that everything drawn must hold in.
export type Theme = "light" | "dark" | "hc-black" | "hc-light";

export const themes: readonly Theme[] = ["light", "dark", "hc-black", "hc-light"];

/** The theme's name in settings. */
export const themeSetting: Readonly<Record<Theme, string>> = {
  light: "Light Modern",
  dark: "Dark Modern",
  "hc-black": "Default High Contrast",
  "hc-light": "Default High Contrast Light",
};

/** A class that the workbench carries under that theme and under no other of the four. */
export const themeClass: Readonly<Record<Theme, string>> = {
  light: "vs",
  dark: "vs-dark",
  "hc-black": "hc-black",
  "hc-light": "hc-light",
};
