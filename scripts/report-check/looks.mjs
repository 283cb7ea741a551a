// What is looked at in a report. Each look gives what is wrong, in words.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// A page of A4 between margins of 15 mm, in pixels of 1/96 inch.
const pixels = (mm) => (mm / 25.4) * 96;
const paper = { width: Math.floor(pixels(210 - 2 * 15)), height: Math.floor(pixels(297 - 2 * 15)) };

// network tells of every request but the one for the page itself, and of what the browser complains of.
export function network(page, url) {
  const asked = page.requests.filter((request) => request !== url && !request.startsWith("data:"));
  return [...asked.map((request) => `it asks for ${request}`), ...page.complaints.map((text) => `the browser complains: ${text}`)];
}

// charts tells of charts that are missing, empty, unnamed or without their values, and of text in them that is hard to read.
export async function charts(page, wanted) {
  const wrong = [];
  for (const scheme of ["light", "dark"]) {
    await page.look({ width: 1100, scheme });
    const found = await page.run(inCharts);
    if (found.count !== wanted) wrong.push(`${scheme}: it has ${found.count} charts instead of ${wanted}`);
    wrong.push(...found.wrong.map((text) => `${scheme}: ${text}`));
  }
  return wrong;
}

function inCharts() {
  const wrong = [];
  const all = [...document.querySelectorAll("figure svg")];
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) =>
    channels(colour).slice(0, 3).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  for (const svg of all) {
    const say = (text) => wrong.push(`the chart ${svg.id} ${text}`);
    const { width, height } = svg.getBoundingClientRect();
    const inside = svg.getBBox();
    const frame = svg.viewBox.baseVal;
    if (width < 300 || height < 40) say(`is only ${width} × ${height} pixels large`);
    if (inside.width < frame.width / 6 || inside.height < frame.height / 2) say("is nearly empty");
    if (inside.x < -1 || inside.y < -1 || inside.x + inside.width > frame.width + 1 || inside.y + inside.height > frame.height + 1)
      say("reaches out of its frame");
    for (const part of ["title", "desc"]) if (!svg.querySelector(`:scope > ${part}`)?.textContent.trim()) say(`has no ${part}`);
    if (!svg.closest("figure").querySelector("table tbody tr")) say("has no table of its values");
    if (!svg.querySelector("rect, path")) say("has no shape");
    const ground = getComputedStyle(svg.closest("figure")).backgroundColor;
    for (const text of svg.querySelectorAll("text")) {
      const behind = [...svg.querySelectorAll("rect")].filter((r) => {
        const [box, at] = [r.getBBox(), text.getBBox()];
        const [x, y] = [at.x + at.width / 2, at.y + at.height / 2];
        const seen = getComputedStyle(r).fill !== "rgba(0, 0, 0, 0)" && r.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
        return seen && x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
      });
      const under = behind.length ? getComputedStyle(behind.at(-1)).fill : ground;
      const ratio = contrast(getComputedStyle(text).fill, under);
      if (ratio < 4.5) say(`shows “${text.textContent}” with a contrast of only ${ratio.toFixed(2)} : 1`);
      const box = text.getBBox();
      if (box.x < -1 || box.x + box.width > frame.width + 1) say(`cuts “${text.textContent}” off`);
    }
  }
  return { count: all.length, wrong };
}

// widths tells of what does not fit a screen of a phone, or a wide one.
export async function widths(page) {
  const wrong = [];
  for (const width of [320, 800, 1600]) {
    await page.look({ width });
    for (const open of [false, true]) {
      await page.run((open) => document.querySelectorAll("details").forEach((d) => (d.open = open)), open);
      wrong.push(...(await page.run(outside)).map((text) => `${width} pixels wide: ${text}`));
    }
  }
  return wrong;
}

// outside tells of elements that reach out of the page, or hide part of themselves. A table may be wider than its frame
// where that can be scrolled, by keyboard too.
function outside() {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) wrong.push(`it is ${root.scrollWidth} pixels wide and has to be scrolled sideways`);
  for (const e of document.body.querySelectorAll("*")) {
    if (e.closest("svg, .unseen") && e.localName !== "svg") continue;
    if (e.closest("details:not([open])") && e.localName !== "summary") continue;
    const scrolls = e.closest("[tabindex]");
    if (scrolls && (scrolls !== e || getComputedStyle(e).overflowX === "auto")) continue;
    const box = e.getBoundingClientRect();
    const name = `<${e.localName}> “${e.textContent.trim().slice(0, 30)}”`;
    if (box.right > root.clientWidth + 0.5 || box.left < -0.5) wrong.push(`${name} reaches to ${Math.round(box.right)}`);
    if (getComputedStyle(e).overflow !== "visible" && e.localName !== "svg" && e.scrollWidth > e.clientWidth + 1) wrong.push(`${name} is cut off`);
  }
  return wrong.slice(0, 5);
}

// accessibility tells what axe finds: on a screen, light and dark, with the tables of values closed and open.
export async function accessibility(page) {
  const wrong = [];
  await page.evaluate(axe + ";0");
  for (const [scheme, open] of [["light", false], ["light", true], ["dark", true]]) {
    await page.look({ width: 1100, scheme });
    await page.run((open) => document.querySelectorAll("details").forEach((d) => (d.open = open)), open);
    const found = await page.run(async () => {
      const brief = (r) => `${r.id}: ${r.help}; ${r.nodes.length} times, first ${r.nodes[0].html.slice(0, 120)}`;
      const { violations, incomplete, passes } = await globalThis.axe.run(document, { resultTypes: ["violations", "incomplete"] });
      for (const r of incomplete) r.nodes = r.nodes.filter((n) => !n.html.startsWith("<text ")); // the contrast in charts: see there
      return { violations: violations.map(brief), incomplete: incomplete.filter((r) => r.nodes.length > 0).map(brief), passes: passes.length };
    });
    if (found.passes < 10) wrong.push(`axe looked at ${found.passes} rules only`);
    wrong.push(...found.violations.map((text) => `axe, ${scheme}: ${text}`));
    wrong.push(...found.incomplete.map((text) => `axe, ${scheme}, cannot tell: ${text}`));
  }
  await page.run(() => document.querySelectorAll("details").forEach((d) => (d.open = false)));
  return wrong;
}

// print tells of what does not fit on paper; pages is how many the print has, for whoever wants to know.
export async function print(page) {
  const wrong = [];
  await page.look({ width: paper.width, height: paper.height, media: "print", scheme: "dark" });
  wrong.push(...(await page.run(outside)).map((text) => `on paper: ${text}`));
  const laid = await page.run((height) => {
    const tall = [...document.querySelectorAll("figure, tr, h1, h2, h3")].filter((e) => e.getBoundingClientRect().height > height);
    return {
      height: document.documentElement.scrollHeight,
      ground: getComputedStyle(document.documentElement).backgroundColor,
      tall: tall.map((e) => `<${e.localName}> “${e.textContent.trim().slice(0, 30)}”`),
    };
  }, paper.height);
  if (laid.ground !== "rgb(255, 255, 255)") wrong.push(`on paper its ground is ${laid.ground}`);
  wrong.push(...laid.tall.map((name) => `on paper: ${name} is higher than a page`));

  const { data } = await page.send("Page.printToPDF", { preferCSSPageSize: true, printBackground: true });
  const pdf = Buffer.from(data, "base64").toString("latin1");
  const sizes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, w, h]) => [Math.round(w), Math.round(h)].join(" × "));
  const pages = [...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
  const least = Math.ceil(laid.height / paper.height);
  for (const size of new Set(sizes)) if (size !== "595 × 842") wrong.push(`a page of the print is ${size} points, and A4 is 595 × 842`);
  if (sizes.length === 0) wrong.push("the print has no page");
  // Sections begin on a page of their own, and what may not be parted moves to the next.
  if (pages < least || pages > 2 * least + 2) wrong.push(`the print has ${pages} pages, for text that fills ${least}`);
  return { wrong, pages };
}
