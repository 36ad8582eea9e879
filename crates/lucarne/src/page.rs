//! The page, embedded at build time.

use std::borrow::Cow;

use server::{Asset, PageAssets};

/// Path and bytes of every file, sorted by path.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// The embedded page.
pub(crate) struct Page;

impl PageAssets for Page {
    fn get(&self, path: &str) -> Option<Asset> {
        let bytes = find(path)?;
        let compressed = |ending: &str| find(&format!("{path}.{ending}")).map(Cow::Borrowed);
        Some(Asset { bytes: Cow::Borrowed(bytes), mime: media_type(path).to_owned(), gzip: compressed("gz"), brotli: compressed("br") })
    }
}

fn find(path: &str) -> Option<&'static [u8]> {
    let index = FILES.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    FILES.get(index).map(|(_, bytes)| *bytes)
}

/// The kinds of file that the build makes.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_embedded_and_found_by_its_paths() {
        assert!(FILES.is_sorted_by_key(|(name, _)| *name));
        let index = Page.get("index.html").expect("the page");
        assert!(index.mime.starts_with("text/html") && String::from_utf8_lossy(&index.bytes).contains("__CSP_NONCE__"));
        assert!(FILES.iter().all(|(name, _)| Page.get(name).is_some()));
        assert!(Page.get("../index.html").is_none() && Page.get("").is_none());
        assert!(
            FILES.iter().all(|(name, _)| media_type(name) != "application/octet-stream" || name.ends_with(".gz") || name.ends_with(".br")),
            "an unknown kind"
        );
    }
}
