//! Tests of the semantic layer from outside: model files in, diagnostics and SQL out.

mod attacks;
mod checker;
mod compiled;
mod demo;
mod fanout;
mod generated;
mod golden;
mod laws;
