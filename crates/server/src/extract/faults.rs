//! Collects every fault of a body before refusing it.

use std::fmt::Display;
use std::str::FromStr;

use app::{AppError, Fault};

use crate::error::Refusal;

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// A text of the body as the word that it should be.
    pub(crate) fn parse<T>(&mut self, pointer: &str, text: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        text.parse().map_err(|error: T::Err| self.add(pointer, "value_invalid", error.to_string())).ok()
    }

    /// The same for a text that may be absent.
    pub(crate) fn parse_some<T>(&mut self, pointer: &str, text: Option<&str>) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        text.and_then(|text| self.parse(pointer, text))
    }

    /// Notes a fault.
    pub(crate) fn add(&mut self, pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) {
        self.0.push(Fault { pointer: pointer.into(), code, detail: detail.into() });
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Goes on only when nothing was found.
    pub(crate) fn check(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(self.refuse()) }
    }

    /// The refusal that names them all.
    pub(crate) fn refuse(self) -> Refusal {
        Refusal::App(AppError::Invalid(self.0))
    }
}
