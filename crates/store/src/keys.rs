//! The server's own keys: made at random on the first start, kept in a file of mode 0600, never built in (T46, T89).

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use rand::TryRng;
use rand::rngs::SysRng;
use vocab::Secret;

use crate::error::FileError;
use crate::files;

/// The keys of one instance. All nodes of an instance need the same file.
#[derive(Debug, Clone)]
pub struct ServerKeys {
    root: Secret<[u8; 32]>,
}

const HEADER: &str = "lucarne-keys-1";

impl ServerKeys {
    /// Reads the key file, or makes it if there is none.
    ///
    /// # Errors
    /// When the file can be read by others, is no key file, or cannot be read or made.
    pub fn open(path: &Path) -> Result<Self, FileError> {
        if !path.try_exists().map_err(|source| files::io_error(path, source))? {
            Self::create(path)?;
        }
        files::refuse_exposed(path)?;
        let text = fs::read_to_string(path).map_err(|source| files::io_error(path, source))?;
        Self::parse(&text).map_err(|why| FileError::BadKeys { path: path.display().to_string(), why })
    }

    /// The file appears whole or not at all, and never replaces another one: of two servers that start at once, both read what the first made.
    fn create(path: &Path) -> Result<(), FileError> {
        let draft = path.with_extension(format!("new-{}", std::process::id()));
        let failed = |source| files::io_error(path, source);
        let mut file = files::create_private(&draft).map_err(failed)?;
        let keys = Self::random(path)?;
        let text = format!("{HEADER}\n{}\n", hex(keys.root.expose()));
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
        let linked = fs::hard_link(&draft, path);
        fs::remove_file(&draft).map_err(failed)?;
        match linked {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(failed(error)),
            _ => sync_folder_of(path),
        }
    }

    /// A key for one purpose. Keys of different purposes tell nothing about each other.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Secret<[u8; 32]> {
        Secret::new(blake3::derive_key(&format!("lucarne 2026 {purpose}"), self.root.expose()))
    }

    fn random(path: &Path) -> Result<Self, FileError> {
        let mut root = [0; 32];
        SysRng.try_fill_bytes(&mut root).map_err(|error| files::io_error(path, io::Error::other(error)))?;
        Ok(Self { root: Secret::new(root) })
    }

    fn parse(text: &str) -> Result<Self, &'static str> {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Err("its first line is another one");
        }
        let digits = lines.next().unwrap_or_default();
        let root = unhex(digits).ok_or("its second line is not 64 hexadecimal digits")?;
        // Not a test of randomness: it catches a file that somebody filled in by hand.
        let distinct = root.iter().collect::<std::collections::BTreeSet<_>>().len();
        if distinct < 16 || lines.next().is_some() {
            return Err("it was not made by this program");
        }
        Ok(Self { root: Secret::new(root) })
    }
}

fn sync_folder_of(path: &Path) -> Result<(), FileError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| files::io_error(folder, source))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(digits: &str) -> Option<[u8; 32]> {
    let digits = digits.as_bytes();
    let value = |digit: u8| char::from(digit).to_digit(16);
    let mut bytes = [0; 32];
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::try_from(value(*pair.first()?)? * 16 + value(*pair.get(1)?)?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t46_only_a_file_of_this_program_is_taken() {
        let good = format!("{HEADER}\n{}\n", hex(b"0123456789abcdefghijklmnopqrstuv"));
        assert!(ServerKeys::parse(&good).is_ok());
        for bad in [
            "",
            "changeme",
            &format!("{HEADER}\n"),
            &format!("{HEADER}\n{}\n", "00".repeat(32)),
            &good.replace("lucarne", "other"),
            &format!("{good}x\n"),
        ] {
            assert!(ServerKeys::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn purposes_have_different_keys() {
        let keys = ServerKeys { root: Secret::new([7; 32]) };
        assert_ne!(keys.derive("a"), keys.derive("b"));
        assert_eq!(keys.derive("a"), keys.derive("a"));
    }
}
