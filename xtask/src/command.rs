//! Running other programs, with what is being done said on the terminal.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a step ends with; the text says what to do.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// A program and its arguments, run in the root of the project.
pub(crate) struct Step(Command);

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// A step of any program.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Step {
    let mut command = Command::new(name);
    command.current_dir(root());
    Step(command)
}

/// A step of the cargo that runs us, free of the settings that it hands down to us.
pub(crate) fn cargo(arguments: &[&str]) -> Step {
    let mut step = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    step.0.args(arguments).env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_PKG_NAME").env_remove("RUST_LOG");
    step
}

/// A step of npm in the folder of the page.
pub(crate) fn npm(arguments: &[&str]) -> Step {
    let mut step = program("npm");
    step.0.args(arguments).current_dir(root().join("web"));
    step
}

impl Step {
    /// More arguments.
    pub(crate) fn args(mut self, arguments: &[&str]) -> Self {
        self.0.args(arguments);
        self
    }

    /// A setting of its environment.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    /// Runs it with our terminal; anything but success is an error that names the command.
    pub(crate) fn run(mut self) -> Outcome {
        let shown = self.shown();
        println!("\n--- {shown}");
        let start = Instant::now();
        let status = self.0.stdin(Stdio::null()).status().map_err(|error| format!("`{shown}` did not start: {error}"))?;
        println!("--- {:.1} s", start.elapsed().as_secs_f64());
        if status.success() { Ok(()) } else { Err(format!("`{shown}` failed")) }
    }

    /// Runs it silently and gives what it printed, or nothing when it is missing or fails.
    pub(crate) fn output(mut self) -> Option<String> {
        let output = self.0.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn shown(&self) -> String {
        let program = Path::new(self.0.get_program()).file_name().unwrap_or(self.0.get_program()).to_string_lossy();
        let arguments = self.0.get_args().map(|argument| argument.to_string_lossy());
        std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
    }
}
