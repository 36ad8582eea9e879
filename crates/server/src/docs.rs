//! The readable page about the interface, made from the OpenAPI document. No script, nothing from elsewhere.

use std::fmt::Write;

use serde_json::Value;
use utoipa::openapi::OpenApi;

use crate::codes;

/// The page, with a place for the nonce of its style.
pub(crate) fn page(document: &OpenApi) -> String {
    let document = serde_json::to_value(document).unwrap_or_default();
    let mut page = String::from(HEAD);
    let info = &document["info"];
    push(&mut page, "h1", "", info["title"].as_str().unwrap_or_default());
    push(&mut page, "p", "", info["description"].as_str().unwrap_or_default());
    page.push_str("<p>The same for programs: <a href=\"/api/v1/openapi.json\">openapi.json</a>.</p>");
    contents(&mut page, &document);
    for tag in list(&document["tags"]) {
        section(&mut page, &document, tag);
    }
    schemas(&mut page, &document["components"]["schemas"]);
    errors(&mut page);
    page.push_str("</main></body></html>");
    page
}

const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<title>Lucarne: the HTTP interface</title><style nonce=\"__CSP_NONCE__\">\
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0}main{max-width:60rem;margin:0 auto;padding:1.5rem}\
code{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}section{border-top:1px solid;margin-top:2rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}dt{font-weight:600}\
</style></head><body><main>";

fn contents(page: &mut String, document: &Value) {
    page.push_str("<nav aria-label=\"Contents\"><ul>");
    for tag in list(&document["tags"]) {
        let name = escaped(tag["name"].as_str().unwrap_or_default());
        let about = escaped(tag["description"].as_str().unwrap_or_default());
        let _ = write!(page, "<li><a href=\"#tag-{name}\">{name}</a>: {about}</li>");
    }
    page.push_str("<li><a href=\"#shapes\">Shapes</a></li><li><a href=\"#errors\">Errors</a></li></ul></nav>");
}

fn section(page: &mut String, document: &Value, tag: &Value) {
    let name = tag["name"].as_str().unwrap_or_default();
    let _ = write!(page, "<section id=\"tag-{}\">", escaped(name));
    push(page, "h2", "", tag["description"].as_str().unwrap_or_default());
    for (path, item) in map(&document["paths"]) {
        for (method, operation) in map(item) {
            if list(&operation["tags"]).iter().any(|tagged| tagged == name) {
                describe(page, method, path, operation);
            }
        }
    }
    page.push_str("</section>");
}

fn describe(page: &mut String, method: &str, path: &str, operation: &Value) {
    let id = escaped(operation["operationId"].as_str().unwrap_or_default());
    let _ = write!(page, "<h3 id=\"{id}\"><code>{} {}</code></h3>", method.to_uppercase(), escaped(path));
    push(page, "p", "", operation["summary"].as_str().unwrap_or_default());
    let parameters = list(&operation["parameters"]);
    if !parameters.is_empty() {
        page.push_str("<table><thead><tr><th>Parameter</th><th>In</th><th>About</th></tr></thead><tbody>");
        for parameter in parameters {
            let text = |key: &str| escaped(parameter[key].as_str().unwrap_or_default());
            let _ = write!(page, "<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>", text("name"), text("in"), text("description"));
        }
        page.push_str("</tbody></table>");
    }
    for (kind, content) in map(&operation["requestBody"]["content"]) {
        let _ = write!(page, "<p>Body: <code>{}</code>, {}</p>", escaped(kind), shape(&content["schema"]));
    }
    for (status, response) in map(&operation["responses"]) {
        if status == "default" {
            continue;
        }
        let about = escaped(response["description"].as_str().unwrap_or_default());
        let _ = write!(page, "<p>{} {about}", escaped(status));
        for (kind, content) in map(&response["content"]) {
            let _ = write!(page, "; <code>{}</code>, {}", escaped(kind), shape(&content["schema"]));
        }
        page.push_str("</p>");
    }
}

fn schemas(page: &mut String, schemas: &Value) {
    page.push_str("<section id=\"shapes\"><h2>Shapes</h2>");
    for (name, schema) in map(schemas) {
        let _ = write!(page, "<h3 id=\"shape-{0}\"><code>{0}</code></h3>", escaped(name));
        push(page, "p", "", schema["description"].as_str().unwrap_or_default());
        let _ = write!(page, "<p>{}</p>", shape(schema));
        let properties = map(&schema["properties"]);
        if properties.is_empty() {
            continue;
        }
        page.push_str("<table><tbody>");
        let required = list(&schema["required"]);
        for (field, property) in properties {
            let mark = if required.iter().any(|name| name == field) { "" } else { "?" };
            let about = escaped(property["description"].as_str().unwrap_or_default());
            let _ = write!(page, "<tr><td><code>{}{mark}</code></td><td>{}</td><td>{about}</td></tr>", escaped(field), shape(property));
        }
        page.push_str("</tbody></table>");
    }
    page.push_str("</section>");
}

/// A schema in a few words, named ones linked.
fn shape(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return format!("<a href=\"#shape-{0}\">{0}</a>", escaped(name));
    }
    for key in ["oneOf", "allOf"] {
        let alternatives = list(&schema[key]);
        if !alternatives.is_empty() {
            let joint = if key == "oneOf" { " or " } else { " and " };
            return alternatives.iter().map(shape).collect::<Vec<_>>().join(joint);
        }
    }
    let words = list(&schema["enum"]);
    if !words.is_empty() {
        return words.iter().map(|word| format!("<code>{}</code>", escaped(&word.to_string()))).collect::<Vec<_>>().join(", ");
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    };
    let items = if schema["items"].is_object() { format!(" of {}", shape(&schema["items"])) } else { String::new() };
    let values = &schema["additionalProperties"];
    let values = if values.is_object() { format!(" of names to {}", shape(values)) } else { String::new() };
    format!("{}{items}{values}", escaped(&kinds.join(" or ")))
}

fn errors(page: &mut String) {
    page.push_str("<section id=\"errors\"><h2>Errors</h2><dl>");
    for known in codes::ALL {
        let _ = write!(
            page,
            "<dt id=\"{0}\"><code>{0}</code> ({1})</dt><dd>{2}. {3} {4}</dd>",
            escaped(known.code),
            known.status,
            escaped(known.title),
            escaped(known.cause),
            escaped(known.remedy)
        );
    }
    page.push_str("</dl></section>");
}

fn push(page: &mut String, element: &str, attributes: &str, text: &str) {
    let _ = write!(page, "<{element}{attributes}>{}</{element}>", escaped(text));
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn map(value: &Value) -> Vec<(&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value)).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
