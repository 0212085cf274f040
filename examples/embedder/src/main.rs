//! Loads the configuration that the schema crate describes, and shows it.

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::ExitCode;

use config_core::Loader;
use embedder_schema::Embedder;

fn main() -> ExitCode {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/config/embedder.yaml");
    match Loader::new().file(file).env().load::<Embedder>() {
        Ok(embedder) => {
            println!(
                "port {}, model {}, at most {} texts",
                embedder.port, embedder.model, embedder.batch.largest
            );
            ExitCode::SUCCESS
        }
        Err(report) => {
            report.print();
            ExitCode::from(78)
        }
    }
}
