// Called by make.sh: takes the pictures of the web pages.
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);
const [address, unit, directory] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true, locale: "id-ID" });
const survey = await phone.newPage();
await survey.goto(`${address}/s/${unit}`);
await survey.locator("main ul.choices a").first().click();
await survey.locator("fieldset.question:visible label.option").nth(2).click();
await survey.screenshot({ path: join(directory, "survey.png") });

const desk = await browser.newContext({ viewport: { width: 900, height: 1200 }, locale: "id-ID" });
const results = await desk.newPage();
await results.goto(`${address}/hasil/${unit}`);
await results.screenshot({ path: join(directory, "results.png") });

const forum = await desk.newPage();
await forum.goto(`${address}/forum/${unit}`);
await forum.screenshot({ path: join(directory, "forum.png") });

const topic = await desk.newPage();
await topic.goto(`${address}/forum/${unit}?status=7`); // done: it tells the whole way
await topic.locator(".topics h2 a").last().click();
await topic.waitForLoadState();
await topic.screenshot({ path: join(directory, "topic.png") });

await browser.close();
