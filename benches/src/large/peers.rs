//! The large load with the other crates.

use std::path::PathBuf;

use figment::Figment;
use figment::providers::{Format as _, Json, Toml, Yaml};
use serde::Deserialize;

use super::{Format, service};
use crate::cases::Case;

service! {
    #[derive(Debug, Deserialize)]
    Service
}

#[derive(Debug, Deserialize)]
struct Settings {
    services: Vec<Service>,
}

pub(super) fn hand(format: Format, path: PathBuf) -> Case {
    Case::new("hand-written", move || -> Settings {
        let text = std::fs::read_to_string(&path).expect("the file exists");
        match format {
            Format::Yaml => serde_norway::from_str(&text).expect("the file is correct"),
            Format::Toml => toml::from_str(&text).expect("the file is correct"),
            Format::Json => serde_json::from_str(&text).expect("the file is correct"),
        }
    })
}

pub(super) fn figment(format: Format, path: PathBuf) -> Case {
    Case::new("figment", move || {
        let figment = match format {
            Format::Yaml => Figment::from(Yaml::file_exact(&path)),
            Format::Toml => Figment::from(Toml::file_exact(&path)),
            Format::Json => Figment::from(Json::file_exact(&path)),
        };
        figment.extract::<Settings>().expect("the file is correct")
    })
}

pub(super) fn config_rs(path: PathBuf) -> Case {
    Case::new("config-rs", move || {
        config::Config::builder()
            .add_source(config::File::from(path.clone()))
            .build()
            .and_then(config::Config::try_deserialize::<Settings>)
            .expect("the file is correct")
    })
}

mod with_confique {
    use super::Service;

    #[derive(confique::Config, Debug)]
    pub(super) struct Settings {
        services: Vec<Service>,
    }
}

pub(super) fn confique(path: PathBuf) -> Case {
    use confique::Config as _;
    Case::new("confique", move || {
        with_confique::Settings::builder().file(&path).load().expect("the file is correct")
    })
}

mod with_schematic {
    use schematic::Config;

    use super::service;

    service! {
        #[derive(Config, Debug)]
        Service
    }

    #[derive(Config, Debug)]
    pub(super) struct Settings {
        #[setting(nested)]
        services: Vec<Service>,
    }
}

pub(super) fn schematic(path: PathBuf) -> Case {
    Case::new("schematic", move || {
        let mut loader = schematic::ConfigLoader::<with_schematic::Settings>::new();
        loader.file(&path).expect("the file exists");
        loader.load().expect("the file is correct").config
    })
}
