import { lexer, type Token, type Tokens } from "marked";
import { createElement, useMemo, type ReactNode } from "react";
import classes from "./Markdown.module.css";

/**
 * Markdown as React elements. Nothing is ever parsed as HTML: raw HTML in the text is shown as the text it is, images
 * become their description (a picture from elsewhere would tell its host who reads), and links lead to http, https, mail
 * or a place on this server only.
 */
export function Markdown({ text, level = 2 }: { text: string; level?: number }) {
  const content = useMemo(() => blocks(lexer(text.slice(0, 100_000), { gfm: true, breaks: false }), level), [text, level]);
  return <div className={classes.root}>{content}</div>;
}

function blocks(tokens: readonly Token[], level: number): ReactNode[] {
  return tokens.map((token, at) => block(token, at, level));
}

function block(token: Token, key: number, level: number): ReactNode {
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading": {
      const { depth, tokens } = token as Tokens.Heading;
      return createElement(
        `h${Math.min(6, depth - 1 + level)}`,
        { key, className: classes[`h${Math.min(depth, 4)}`] },
        inlines(tokens),
      );
    }
    case "paragraph":
      return <p key={key}>{inlines((token as Tokens.Paragraph).tokens)}</p>;
    case "blockquote":
      return <blockquote key={key}>{blocks((token as Tokens.Blockquote).tokens, level)}</blockquote>;
    case "code":
      return (
        <pre key={key} tabIndex={0}>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case "hr":
      return <hr key={key} />;
    case "list": {
      const { ordered, items, start } = token as Tokens.List;
      const children = items.map((item, at) => <li key={at}>{blocks(item.tokens, level)}</li>);
      return ordered ? (
        <ol key={key} start={start === "" ? undefined : start}>
          {children}
        </ol>
      ) : (
        <ul key={key}>{children}</ul>
      );
    }
    case "table": {
      const { header, rows, align } = token as Tokens.Table;
      return (
        <table key={key}>
          <thead>
            <tr>
              {header.map((cell, at) => (
                <th key={at} data-align={align[at] ?? undefined}>
                  {inlines(cell.tokens)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={r}>
                {row.map((cell, at) => (
                  <td key={at} data-align={align[at] ?? undefined}>
                    {inlines(cell.tokens)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    }
    case "text": {
      const { tokens, text } = token as Tokens.Text;
      return <span key={key}>{tokens === undefined ? plain(text) : inlines(tokens)}</span>;
    }
    default:
      return <p key={key}>{token.raw.trim()}</p>;
  }
}

function inlines(tokens: readonly Token[] | undefined): ReactNode[] {
  return (tokens ?? []).map(inline);
}

function inline(token: Token, key: number): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong key={key}>{inlines((token as Tokens.Strong).tokens)}</strong>;
    case "em":
      return <em key={key}>{inlines((token as Tokens.Em).tokens)}</em>;
    case "del":
      return <del key={key}>{inlines((token as Tokens.Del).tokens)}</del>;
    case "codespan":
      return <code key={key}>{plain((token as Tokens.Codespan).text)}</code>;
    case "br":
      return <br key={key} />;
    case "link": {
      const { href, tokens } = token as Tokens.Link;
      const safe = safeHref(href);
      if (safe === null) return <span key={key}>{inlines(tokens)}</span>;
      const away = /^https?:/i.test(safe);
      return (
        <a key={key} href={safe} {...(away && { target: "_blank", rel: "noreferrer noopener nofollow" })}>
          {inlines(tokens)}
        </a>
      );
    }
    case "image":
      return <em key={key}>{(token as Tokens.Image).text}</em>;
    case "escape":
      return (token as Tokens.Escape).text;
    case "text": {
      const { tokens, text } = token as Tokens.Text;
      return <span key={key}>{tokens === undefined ? plain(text) : inlines(tokens)}</span>;
    }
    default:
      return <span key={key}>{token.raw}</span>;
  }
}

/** The lexer leaves entities as written; the five common ones are read, all others stay text. */
function plain(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&nbsp;", "\u00a0")
    .replaceAll("&amp;", "&");
}

/** Null for every scheme but the few that only lead somewhere; the browser's own reader of addresses decides what the scheme is. */
export function safeHref(href: string): string | null {
  const text = plain(href.trim());
  // A path of this server or a place on this page; `//host` would be another server.
  if (/^(\/(?![/\\])|#)/.test(text) && !/[\u0000-\u001f]/.test(text)) return text;
  try {
    const url = new URL(text);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
