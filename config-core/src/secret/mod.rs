//! Values that are never shown, and where they are looked up.

mod resolver;
mod user_information;
mod value;

pub use resolver::{
    EnvironmentFileSecrets, EnvironmentSecrets, MountedSecrets, SecretResolver, SystemdCredentials,
    default_resolvers,
};
pub(crate) use user_information::{passwords, without_passwords};
pub use value::Secret;
