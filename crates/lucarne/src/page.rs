//! The page, embedded at build time.

use rust_embed::Embed;
use server::{Asset, PageAssets};

#[derive(Embed)]
#[folder = "$OUT_DIR/page"]
struct Files;

/// The embedded page.
pub(crate) struct Page;

impl PageAssets for Page {
    fn get(&self, path: &str) -> Option<Asset> {
        let file = Files::get(path)?;
        let other = |ending: &str| Files::get(&format!("{path}.{ending}")).map(|file| file.data);
        Some(Asset { mime: file.metadata.mimetype().to_owned(), bytes: file.data, gzip: other("gz"), brotli: other("br") })
    }
}
