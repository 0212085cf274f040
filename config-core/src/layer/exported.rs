//! A loaded configuration as a figment provider.

use figment::value::{Dict, Map, Tag, Value as FigmentValue};
use figment::{Metadata, Profile, Provider};
use serde::Deserialize as _;

use super::effective::{effective, to_figment};
use super::loaded::{History, Loaded};
use crate::finding::Origin;
use crate::schema::Kind;

/// A loaded configuration as a figment provider: each value tagged with its own origin.
pub(super) struct Exported<'h>(pub(super) &'h History);

impl Exported<'_> {
    /// The values, and the metadata of their tags.
    fn export(&self) -> (Dict, Map<Tag, Metadata>) {
        let mut metadata: Map<Tag, Metadata> = Map::new();
        let value = self.0.with_reader(|reader| {
            let root = reader.root();
            let all = effective(Some(&Kind::Section(self.0.schema)), root, false, reader);
            to_figment(all, reader, &mut |value| {
                let Some((layer, node)) = value.place() else { return Tag::Default };
                let Some(tag) = tag_of(layer.number, node.index()) else { return Tag::Default };
                metadata.entry(tag).or_insert_with(|| metadata_of(&layer.origin(node.span())));
                tag
            })
        });
        match value {
            FigmentValue::Dict(_, dict) => (dict, metadata),
            _ => (Dict::new(), metadata),
        }
    }
}

/// A tag that holds the layer and the place: figment keeps tags through every merge and never makes ids this large.
fn tag_of(layer: usize, index: u32) -> Option<Tag> {
    let id = (1_u64 << 61) | ((layer as u64) << 32) | u64::from(index);
    let deserializer: serde::de::value::U64Deserializer<serde::de::value::Error> =
        serde::de::IntoDeserializer::into_deserializer(id);
    Tag::deserialize(deserializer).ok()
}

/// The metadata of an origin. Files stay figment sources, so that `RelativePathBuf` resolves against them.
fn metadata_of(origin: &Origin) -> Metadata {
    match origin {
        Origin::File { path, line, column } if *line > 0 => {
            Metadata::from(format!("line {line}, column {column} of"), path.as_path())
        }
        Origin::File { path, .. } => Metadata::from("file", path.as_path()),
        other => Metadata::named(other.to_string()),
    }
}

impl Provider for Exported<'_> {
    fn metadata(&self) -> Metadata {
        Metadata::named(format!("{} loaded by config-core", self.0.schema.name))
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.export().0))
    }

    fn __metadata_map(&self) -> Option<Map<Tag, Metadata>> {
        Some(self.export().1)
    }
}

impl<T> Provider for Loaded<T> {
    fn metadata(&self) -> Metadata {
        Exported(&self.history).metadata()
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Exported(&self.history).data()
    }

    fn __metadata_map(&self) -> Option<Map<Tag, Metadata>> {
        Exported(&self.history).__metadata_map()
    }
}
