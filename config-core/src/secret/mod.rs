//! Values that are never shown, and where they are looked up.

mod resolver;
mod value;

pub use resolver::{
    EnvironmentFileSecrets, EnvironmentSecrets, MountedSecrets, SecretResolver, SystemdCredentials,
    default_resolvers,
};
pub use value::Secret;
