//! QR codes of links, drawn by the server: no other server learns an address.

use qrcode::QrCode;
use qrcode::render::svg::Color;

use crate::error::{Refusal, RequestFault};

/// Longest fragment; longer states are not for addresses (sharing.md §3).
const FRAGMENT_LIMIT: usize = 1800;

/// The address, with the fragment behind it, as an SVG picture.
pub(crate) fn svg(url: &str, fragment: Option<&str>) -> Result<String, Refusal> {
    let address = match fragment.map(|fragment| fragment.trim_start_matches('#')) {
        None | Some("") => url.to_owned(),
        Some(fragment) if fragment.len() > FRAGMENT_LIMIT => {
            return Err(refuse(&format!("`fragment` is longer than {FRAGMENT_LIMIT} characters")));
        }
        Some(fragment) if !fragment.bytes().all(|byte| byte.is_ascii_graphic()) => {
            return Err(refuse("`fragment` must be percent-encoded as it stands in the address"));
        }
        Some(fragment) => format!("{url}#{fragment}"),
    };
    let code = QrCode::new(&address).map_err(|_| refuse("the address is too long for a QR code; leave some filters out"))?;
    Ok(code.render::<Color<'_>>().min_dimensions(240, 240).quiet_zone(true).build())
}

fn refuse(text: &str) -> Refusal {
    RequestFault::ParameterInvalid(text.to_owned()).into()
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn an_address_is_drawn_and_a_bad_fragment_refused() {
        assert!(svg("https://lucarne.example/r/abc", Some("tab=x")).is_ok_and(|text| text.contains("<svg")));
        assert!(svg("https://lucarne.example/r/abc", Some("a b")).is_err());
        assert!(svg("https://lucarne.example/r/abc", Some(&"x".repeat(1801))).is_err());
    }
}
