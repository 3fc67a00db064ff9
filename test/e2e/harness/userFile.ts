// Writes into the profile through the workbench itself: the server does not watch its own profile, so a file changed
// behind the window's back would be noticed only after a restart.
import type { Page } from "playwright-core";

/** The part that is used here of what `--enable-smoke-test-driver` puts on the page. */
interface Driver {
  readonly environmentService: { readonly userRoamingDataHome: Uri };
  readonly fileService: {
    readFile(uri: Uri): Promise<{ readonly value: object }>;
    writeFile(uri: Uri, content: unknown): Promise<unknown>;
  };
}

interface Uri {
  readonly path: string;
  with(change: { readonly path: string }): Uri;
}

/** Replaces a file that the profile already has. */
export async function writeUserFile(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    async ([file, content]) => {
      const { environmentService, fileService } = (globalThis as unknown as { driver: Driver }).driver;
      const home = environmentService.userRoamingDataHome;
      const uri = home.with({ path: `${home.path}/${file}` });
      // The workbench's own buffer class is reachable only through one of its values.
      const { value } = await fileService.readFile(uri);
      const Bytes = value.constructor as unknown as { fromString(text: string): unknown };
      await fileService.writeFile(uri, Bytes.fromString(content));
    },
    [name, text] as const,
  );
}
