//! `lucarne serve`.

use crate::cli::ServeOptions;
use crate::config::Config;
use crate::instance::{Instance, StartError};
use crate::logging;

/// Serves an instance until the process is asked to end.
pub(crate) async fn run(options: &ServeOptions) -> Result<(), StartError> {
    logging::start("info,sqlx=warn,datafusion=warn");
    let config = Config::load(options, environment())?;
    let instance = Instance::open(&config).await?;
    tracing::info!(url = %instance.url, data = %config.data.display(), "serving at {}", instance.url);
    if let Some(code) = app::setup::code(&instance.app).await? {
        // The code is for whoever reads the log of the first start; it works once and only until the server stops.
        tracing::info!("no admin yet: open {}/setup and enter the code {}", instance.url, code.expose());
    }
    instance.serve().await
}

/// The variables of the process.
#[expect(clippy::disallowed_methods, reason = "settings come from the environment here and nowhere else")]
pub(crate) fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars()
}
