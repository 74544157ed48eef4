// Before the package of the server is packed: what belongs to the whole project comes along.
import { copyFileSync } from "node:fs";

for (const file of ["LICENSE", "CHANGELOG.md"]) {
  copyFileSync(new URL(`../${file}`, import.meta.url), new URL(`../server/${file}`, import.meta.url));
}
