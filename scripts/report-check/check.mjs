// Opens reports in a headless Chromium and looks whether they are as they should be: no request leaves them, their charts
// are there, nothing is cut off on a screen or on paper, and axe-core finds nothing.
//
//   node check.mjs REPORT.html[=CHARTS]…
//
// CHARTS is how many charts the report has. Before that it shows that it sees what is wrong in a page where all of it is.
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";
import * as looks from "./looks.mjs";

async function lookAt(browser, file, charts) {
  const url = pathToFileURL(resolve(file)).href;
  const page = await browser.open(url);
  const printed = await looks.print(page);
  const found = {
    charts: await looks.charts(page, charts),
    widths: await looks.widths(page),
    accessibility: await looks.accessibility(page),
    print: printed.wrong,
    network: looks.network(page, url), // last: whatever was done before, nothing may have been asked for
  };
  await page.close();
  return { found, pages: printed.pages };
}

// prove shows that each look finds something in a page where there is something to find.
async function prove(browser) {
  const { found } = await lookAt(browser, fileURLToPath(new URL("planted.html", import.meta.url)), 1);
  const blind = Object.keys(found).filter((look) => found[look].length === 0);
  if (blind.length > 0) throw new Error(`The look at ${blind.join(", ")} found nothing in planted.html, where there is something.`);
  const count = Object.values(found).reduce((sum, wrong) => sum + wrong.length, 0);
  console.log(`report: of what is wrong in a page on purpose, ${count} things were found, some by each look`);
}

const browser = await Browser.start();
let failed = false;
try {
  console.log(`report: ${browser.version}`);
  await prove(browser);
  for (const argument of process.argv.slice(2)) {
    const [file, charts = "0"] = argument.split("=");
    const { found, pages } = await lookAt(browser, file, Number(charts));
    const wrong = Object.values(found).flat();
    wrong.forEach((text) => console.error(`report: ${file}: ${text}`));
    failed ||= wrong.length > 0;
    if (wrong.length === 0) console.log(`report: ${file}: ${charts} charts, ${pages} pages of A4, no request, nothing found by axe-core`);
  }
} finally {
  await browser.stop();
}
process.exitCode = failed || process.argv.length < 3 ? 1 : 0;
