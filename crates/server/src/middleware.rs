//! What happens to every request before and after its handler.

pub(crate) mod gate;
pub(crate) mod headers;
pub(crate) mod idempotency;
pub(crate) mod identify;
pub(crate) mod origin;
pub(crate) mod outermost;
pub(crate) mod spelling;
