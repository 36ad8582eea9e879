//! What handlers take from a request, parsed and refused at the edge.

pub(crate) mod asker;
pub(crate) mod body;
pub(crate) mod faults;
pub(crate) mod params;
pub(crate) mod version;

pub(crate) use asker::{Anyone, Asker, Visitor};
pub(crate) use body::Body;
pub(crate) use faults::Faults;
pub(crate) use params::{At, Params, named};
pub(crate) use version::{IfMatch, MustMatch, etag};
