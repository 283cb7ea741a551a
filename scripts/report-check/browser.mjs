// A headless Chromium, spoken to over a pipe: no port is opened, and nothing else is needed.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const names = ["chromium-headless-shell", "chromium", "google-chrome", "chromium-browser"];

// find gives the browser that there is: CHROMIUM, or the first by its usual names.
function find() {
  const there = (name) => spawnSync("sh", ["-c", 'command -v "$1"', "sh", name]).status === 0;
  const name = process.env.CHROMIUM || names.find(there);
  if (!name) throw new Error(`There is no Chromium here (looked for ${names.join(", ")}). CHROMIUM=… names one.`);
  return name;
}

export class Browser {
  #next = 1;
  #waiting = new Map();
  #listeners = new Set();
  #rest = "";

  static async start() {
    const browser = new Browser();
    browser.folder = mkdtempSync(join(tmpdir(), "report-check-"));
    // Our own pages are all that it opens, so it needs no sandbox, which a container would not let it have.
    browser.process = spawn(
      find(),
      [
        "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--force-color-profile=srgb",
        "--host-resolver-rules=MAP * ~NOTFOUND", `--user-data-dir=${browser.folder}`, "about:blank",
      ],
      { stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"] },
    );
    let said = "";
    browser.process.stderr.on("data", (text) => (said = (said + text).slice(-2000)));
    browser.process.on("exit", () => browser.#fail(new Error(`The browser ended.\n${said}`)));
    browser.process.on("error", (error) => browser.#fail(error));
    browser.process.stdio[3].on("error", () => {}); // its end is told of above
    browser.process.stdio[4].setEncoding("utf8").on("data", (text) => browser.#read(text));
    browser.version = (await browser.send("Browser.getVersion")).product;
    return browser;
  }

  // Messages are JSON, each ended by a zero byte.
  #read(text) {
    const parts = (this.#rest + text).split("\0");
    this.#rest = parts.pop();
    for (const part of parts) {
      const message = JSON.parse(part);
      if (!message.id) {
        for (const listener of this.#listeners) listener(message);
        continue;
      }
      const { resolve, reject, method } = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) reject(new Error(`${method}: ${message.error.message}`));
      else resolve(message.result);
    }
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.ended = error;
  }

  send(method, params = {}, sessionId) {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject, method });
      this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    });
  }

  // open opens a page and records what it asks for and what it complains of.
  async open(url) {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page(this, targetId, sessionId);
    const loaded = new Promise((resolve) => {
      const listener = (message) => {
        if (message.sessionId !== sessionId) return;
        page.hear(message);
        if (message.method === "Page.loadEventFired") resolve();
      };
      this.#listeners.add(listener);
      page.leave = () => this.#listeners.delete(listener);
    });
    for (const domain of ["Page", "Runtime", "Network", "Log"]) await page.send(`${domain}.enable`);
    const { errorText } = await page.send("Page.navigate", { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
    return page;
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    await this.send("Browser.close").catch(() => {}); // it may end before it answers
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

class Page {
  requests = [];
  complaints = [];

  constructor(browser, targetId, sessionId) {
    Object.assign(this, { browser, targetId, sessionId });
  }

  hear({ method, params }) {
    if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
    if (method === "Network.webSocketCreated") this.requests.push(params.url);
    if (method === "Log.entryAdded") this.complaints.push(params.entry.text);
    if (method === "Runtime.exceptionThrown") this.complaints.push(params.exceptionDetails.text);
  }

  send(method, params) {
    return this.browser.send(method, params, this.sessionId);
  }

  // run runs a function in the page and gives what it returns.
  async run(fn, ...args) {
    return this.evaluate(`(${fn})(...${JSON.stringify(args)})`);
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  // look sets how the page is looked at: its size in pixels, light or dark, on a screen or on paper.
  async look({ width, height = 800, scheme = "light", media = "screen" }) {
    await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await this.send("Emulation.setEmulatedMedia", { media, features: [{ name: "prefers-color-scheme", value: scheme }] });
  }

  async close() {
    this.leave();
    await this.browser.send("Target.closeTarget", { targetId: this.targetId });
  }
}
