// Has GitHub attest where the files of a release come from (SLSA provenance): attest.mjs TOOLS DIR.
// Needs GITHUB_TOKEN, and a job that may write attestations and an identity token.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, folder] = process.argv.slice(2);
const module = join(tools, "node_modules/@actions/attest/lib/index.js");
const { attestProvenance } = await import(pathToFileURL(module).href);
const subjects = readdirSync(folder).sort().map((name) => {
  const sha256 = createHash("sha256").update(readFileSync(join(folder, name))).digest("hex");
  return { name, digest: { sha256 } };
});
const { attestationID } = await attestProvenance({ subjects, token: process.env.GITHUB_TOKEN });
console.log(`attested ${subjects.length} files: ${attestationID}`);
