import { Notice } from "../../model/tinydns/scalars.js";
import { defineRule } from "../rule.js";
import { isCutUrl } from "./cut-at-colon.js";

export default defineRule({
  code: "TD136",
  name: "url-in-field",
  language: "tinydns",
  severity: "error",
  category: "coercion",
  since: "0.1",
  what: "A URL, or a link of a web page, stands where a name or an address belongs",
  why: "The DNS knows names, not pages: tinydns-data ends the field at the colon of the URL and takes the rest for the fields behind it",
  silent: "In texts and generic lines",
  sources: ["tinydns-data(8)", "tinydns specification F1"],
  fixable: "unsafe",
  messages: {
    url: {
      text: "the colon of {url} ends the field, and the rest is read as the fields behind it",
      help: "write the name of the host alone; what the web server shows is not told in the DNS",
    },
    name: { text: "Write {line}" },
  },
  example: {
    bad: ".example.org:192.0.2.1:a\nCwww.example.org:http://www.example.net/\n",
    good: ".example.org:192.0.2.1:a\nCwww.example.org:www.example.net\n",
  },
  on: {
    line: {
      watch: Notice.NumberMissing | Notice.NumberRest | Notice.AddressMissing | Notice.OddByte,
      check: (line, data, report) => {
        if (!isCutUrl(line, data)) return;
        const text = data.text.slice(line);
        const [url] = URL_TEXT.exec(text)!;
        const start = line.start + text.indexOf(url);
        const params = { url, line: withoutUrls(text) };
        const edits = [{ span: line, newText: params.line }];
        report({
          at: { start, end: start + url.length },
          message: "url",
          params,
          fixes: isPlain(params.line) ? [{ title: "name", params, safety: "unsafe", edits }] : [],
        });
      },
    },
  },
});

const URL_TEXT = /https?:\/\/[^\s:)"'<>]*/i;

/** The line with the text of each link, or the host of each URL, in its place. */
function withoutUrls(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\(https?:\/\/[^)]*\)/gi, "$1")
    .replace(/<a [^>]*>([^<]*)<\/a>/gi, "$1")
    .replace(/https?:\/\/([\w.-]+)[^\s:]*/gi, "$1");
}

/** Whether nothing of a page is left. */
function isPlain(line: string): boolean {
  return /^.[\w.*:-]*$/.test(line);
}
