//! Passwords: Argon2id, never on a thread that serves requests, and never more at once than the machine has memory for.

use std::sync::{Arc, OnceLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use vocab::Secret;

use crate::clock::Entropy;
use crate::error::AppError;

const SHORTEST: usize = 8;
/// Long enough for any phrase; a longer one would only be work for the hash.
const LONGEST: usize = 1024;
/// Each takes 19 MiB while it runs.
const AT_ONCE: usize = 4;

/// Hashes and checks passwords.
#[derive(Clone)]
pub(crate) struct Passwords {
    slots: Arc<Semaphore>,
    /// Stands in for the hash of somebody who does not exist, so that the answer takes as long.
    decoy: Arc<OnceLock<String>>,
}

impl Passwords {
    pub(crate) fn new() -> Self {
        Self { slots: Arc::new(Semaphore::new(AT_ONCE)), decoy: Arc::default() }
    }

    /// The PHC string to store.
    pub(crate) async fn hash(&self, entropy: &dyn Entropy, password: &Secret<String>) -> Result<Secret<String>, AppError> {
        let length = password.expose().chars().count();
        if length < SHORTEST || password.expose().len() > LONGEST {
            let detail = format!("a password has {SHORTEST} characters at least and {LONGEST} bytes at most");
            return Err(AppError::invalid("/password", "password_length", detail));
        }
        let mut salt = [0; 16];
        entropy.fill(&mut salt);
        let password = password.clone();
        self.work(move || phc(password.expose(), &salt).map(Secret::new)).await?
    }

    /// Whether the password is the one that was stored. Without a stored one it is not, after the same work.
    pub(crate) async fn verify(&self, stored: Option<Secret<String>>, password: &Secret<String>) -> Result<bool, AppError> {
        if password.expose().len() > LONGEST {
            return Ok(false);
        }
        let password = password.clone();
        let decoy = Arc::clone(&self.decoy);
        self.work(move || {
            let known = stored.is_some();
            let stored = match &stored {
                Some(stored) => stored.expose().as_str(),
                None => {
                    if decoy.get().is_none() {
                        // A lost race leaves the other thread's decoy, which is as good.
                        _ = decoy.set(phc("not anybody's password", &[7; 16])?);
                    }
                    decoy.get().map_or("", String::as_str)
                }
            };
            let hash = PasswordHash::new(stored).map_err(|error| AppError::Internal(format!("stored password hash: {error}")))?;
            let matches = Argon2::default().verify_password(password.expose().as_bytes(), &hash).is_ok();
            Ok(known && matches)
        })
        .await?
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(|error| AppError::Internal(error.to_string()))?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(slot);
            done
        })
        .await
        .map_err(|error| AppError::Internal(error.to_string()))
    }
}

fn phc(password: &str, salt: &[u8]) -> Result<String, AppError> {
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|error| AppError::Internal(format!("password hash: {error}")))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::OsEntropy;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_person_fits() {
        let passwords = Passwords::new();
        let right = Secret::new("correct horse".to_owned());
        let stored = passwords.hash(&OsEntropy, &right).await.unwrap();
        assert!(stored.expose().starts_with("$argon2id$"));
        assert!(passwords.verify(Some(stored.clone()), &right).await.unwrap());
        assert!(!passwords.verify(Some(stored), &Secret::new("correct hors".to_owned())).await.unwrap());
        assert!(!passwords.verify(None, &Secret::new("not anybody's password".to_owned())).await.unwrap());
    }

    #[tokio::test]
    async fn short_and_huge_passwords_are_refused() {
        let passwords = Passwords::new();
        for bad in ["short".to_owned(), "x".repeat(LONGEST + 1)] {
            let error = passwords.hash(&OsEntropy, &Secret::new(bad)).await.unwrap_err();
            assert_eq!(error.code(), "password_length");
        }
    }
}
