//! Benchmarks against peers: `cargo run --release --manifest-path bench/Cargo.toml -- access`. What they measure is said in README.md.

mod access;
mod measure;

/// Counts what is allocated, so that the memory of the facts is a number and not an impression.
#[global_allocator]
static ALLOCATED: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("access") => access::run(),
        _ => {
            eprintln!("usage: bench access");
            std::process::exit(2);
        }
    }
}
