// Builds what the browser needs into src/kudelma/built/: theme, styles, islands, icons, fonts, logo.
import { spawnSync } from "node:child_process";
import { cp, mkdir, readFile, readdir, writeFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "..", "src", "kudelma", "built");
const out = join(built, "static", "kudelma");
const packages = join(here, "node_modules");

// A tone says what a thing means; the colour that carries it is chosen here, once.
const TONES = { voice: "kanerva", due: "hunaja", harm: "danger", agreed: "success", info: "info",
                neutral: "neutral", warm: "savi", calm: "neutral", past: "danger", done: "success" };
const FACES = [["400", "normal"], ["600", "normal"], ["400", "italic"]];
const SUBSETS = ["latin", "latin-ext"];

async function newest(...paths) {
  const times = await Promise.all(paths.map((path) => stat(path).then((s) => s.mtimeMs, () => 0)));
  return Math.max(...times);
}

async function theme() {
  const folder = join(here, "theme");
  const config = join(folder, "designsystemet.config.json");
  const made = join(folder, "built", "css", "kudelma.css");
  const cli = join(packages, "@digdir", "designsystemet", "dist", "bin", "designsystemet.js");
  if ((await newest(made)) < (await newest(config, join(packages, ".package-lock.json")))) {
    for (const args of [["create"], ["build", "-t", "built/tokens", "-o", "built/css", "--clean"]]) {
      const run = spawnSync(process.execPath, [cli, "tokens", ...args, "--config", config], { cwd: folder, encoding: "utf8" });
      if (run.status !== 0) throw new Error(run.stdout + run.stderr);
    }
  }
  let css = await readFile(made, "utf8");
  for (const [tone, colour] of Object.entries(TONES)) {
    const selector = `[data-color="${colour}"],`;
    if (!css.includes(selector)) throw new Error(`the theme has no colour ${colour}`);
    css = css.replace(selector, `${selector} [data-tone="${tone}"],`);
  }
  await writeFile(join(folder, "built", "theme.css"), css);
}

async function fonts() {
  const source = join(packages, "@fontsource", "nunito-sans");
  const ranges = JSON.parse(await readFile(join(source, "unicode.json"), "utf8"));
  await mkdir(join(out, "fonts"), { recursive: true });
  const faces = [];
  for (const [weight, style] of FACES) {
    for (const subset of SUBSETS) {
      const name = `nunito-sans-${subset}-${weight}-${style}.woff2`;
      await cp(join(source, "files", name), join(out, "fonts", name));
      faces.push(`@font-face{font-family:"Nunito Sans";font-style:${style};font-weight:${weight};font-display:swap;` +
        `src:url("./fonts/${name}") format("woff2");unicode-range:${ranges[subset]}}`);
    }
  }
  await writeFile(join(here, "theme", "built", "fonts.css"), faces.join("\n"));
}

async function icons() {
  const lines = (await readFile(join(here, "icons.txt"), "utf8")).split("\n");
  const symbols = [];
  for (const line of lines.map((text) => text.trim()).filter((text) => text && !text.startsWith("#"))) {
    const [name, file] = line.split(/\s+/);
    const svg = await readFile(join(packages, "@navikt", "aksel-icons", "dist", "svg", `${file}.svg`), "utf8");
    const drawing = svg.replace(/^<svg[^>]*>\s*/, "").replace(/\s*<\/svg>\s*$/, "")
      .replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24" fill="none">${drawing}</symbol>`);
  }
  await writeFile(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
}

async function islands() {
  const folder = join(here, "islands");
  const entries = await readdir(folder, { withFileTypes: true });
  const own = entries.filter((entry) => entry.isDirectory()).map((entry) => ({
    in: join(folder, entry.name, "index.ts"), out: `islands/${entry.name}`,
  }));
  return [{ in: join(folder, "app.ts"), out: "app" }, ...own];
}

async function bundle() {
  const common = { bundle: true, minify: true, sourcemap: true, outdir: out, logLevel: "warning" };
  await build({ ...common, entryPoints: await islands(), format: "iife", target: "es2022" });
  await build({ ...common, entryPoints: [{ in: join(here, "styles", "app.css"), out: "app" }],
                external: ["./fonts/*"], target: ["chrome120", "firefox121", "safari17"] });
}

await mkdir(out, { recursive: true });
await mkdir(join(here, "theme", "built"), { recursive: true });
await Promise.all([theme(), fonts(), icons(), cp(join(here, "logo.svg"), join(out, "logo.svg"))]);
await bundle();
