// `npm run generate`: writes everything that is made from something else and kept in git.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./node24.mjs";

for (const script of ["schemas.ts", "l10n.ts", "notice.ts", "kernel.ts"]) {
  execFileSync(process.execPath, [join(root, "scripts", script)], { cwd: root, stdio: "inherit" });
}
