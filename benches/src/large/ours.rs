//! The large load with this workspace: every value with its place.

use std::path::PathBuf;

use config_core::{Loader, ServiceConfig};

use super::service;
use crate::cases::Case;

service! {
    /// A service.
    #[derive(Debug, ServiceConfig)]
    Service
}

/// All services.
#[derive(Debug, ServiceConfig)]
struct Settings {
    /// The services.
    services: Vec<Service>,
}

pub(super) fn case(path: PathBuf) -> Case {
    Case::new("service-config", move || {
        Loader::new().file(&path).load::<Settings>().expect("the file is correct")
    })
}
