//! Data and key files are for the server's own user alone; a file that others can read is refused (T89).

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use crate::error::FileError;

/// Makes the file, mode 0600, if it is missing; refuses it when others can read it. Files that SQLite puts beside it take its mode.
pub(crate) fn private_data_file(path: &Path) -> Result<(), FileError> {
    match create_private(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => refuse_exposed(path),
        Err(source) => Err(io_error(path, source)),
    }
}

/// A new file that only its owner can read; fails when it exists.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Refuses a file that anybody but its owner may read or write.
pub(crate) fn refuse_exposed(path: &Path) -> Result<(), FileError> {
    let metadata = fs::metadata(path).map_err(|source| io_error(path, source))?;
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0 {
        return Err(FileError::Exposed { path: path.display().to_string(), mode: "600" });
    }
    let _ = metadata;
    Ok(())
}

pub(crate) fn io_error(path: &Path, source: io::Error) -> FileError {
    FileError::Io { path: path.display().to_string(), source }
}
