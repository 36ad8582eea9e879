import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown, safeHref } from "./Markdown";

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

describe("safeHref", () => {
  it.each<[string, string | null]>([
    ["https://example.com/a?b=1", "https://example.com/a?b=1"],
    ["mailto:ana@example.com", "mailto:ana@example.com"],
    ["/d/flights#tab=Late", "/d/flights#tab=Late"],
    ["#tab=Late", "#tab=Late"],
    ["javascript:alert(1)", null],
    ["JaVaScRiPt:alert(1)", null],
    ["java\tscript:alert(1)", null],
    [" javascript:alert(1)", null],
    ["javascript&#58;alert(1)", null],
    ["data:text/html,<script>1</script>", null],
    ["vbscript:x", null],
    ["//evil.example", null],
    ["/\\evil.example", null],
    ["relative", null],
  ])("%s", (href, expected) => expect(safeHref(href)).toBe(expected));
});

describe("Markdown", () => {
  it("draws headings, lists, tables and emphasis", () => {
    const out = html("# Late\n\nA **bold** and *soft* word & `code`.\n\n- one\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n");
    for (const piece of ["<h2", "<strong>", "<em>", "<code>code</code>", "<li>", "<table>", 'data-align="right"'])
      expect(out).toContain(piece);
  });

  it("shows markup in the text as text", () => {
    const out = html(
      '<script>alert(1)</script>\n\nhello <img src=x onerror="alert(1)"> <b>x</b>\n\n![beacon](https://evil.example/a.png)',
    );
    expect(out).not.toMatch(/<(script|img|b)\b/);
    expect(out).toContain("&lt;script&gt;");
    expect(out).toContain("beacon");
  });

  it("drops links that would run", () => {
    const out = html("[a](javascript:alert(1)) [b](https://example.com) <javascript:alert(1)> [c]\n\n[c]: javascript:alert(2)");
    expect(out.match(/<a /g)).toHaveLength(1);
    expect(out).not.toMatch(/href="javascript/i);
  });
});
