//! Object storage with the interface of S3.

use std::time::Duration;

use config_core::{ByteSize, Secret, ServiceConfig};

use crate::value::BucketName;

/// A place in object storage.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.access_key_id.is_some() == self.secret_access_key.is_some(),
          "access_key_id and secret_access_key need each other", code = "S3-047"),
    check(self.encryption != Encryption::KeyService || self.encryption_key.is_some(),
          "the encryption aws:kms needs an encryption_key", code = "S3-047"),
)]
pub struct ObjectStorage {
    /// Address of the storage; that of AWS for the region by default.
    #[config(format = "url")]
    pub endpoint_url: Option<String>,
    /// Region.
    #[config(default = "us-east-1")]
    pub region: String,
    /// Bucket.
    pub bucket: BucketName,
    /// Beginning of the names of all objects.
    #[config(default = "")]
    pub prefix: String,
    /// Identifier of the key; the role of the machine without it.
    pub access_key_id: Option<Secret<String>>,
    /// Key.
    pub secret_access_key: Option<Secret<String>>,
    /// Token of a session.
    pub session_token: Option<Secret<String>>,
    /// Whether the bucket stands in the path and not in the host.
    #[config(default = false)]
    pub force_path_style: bool,
    /// How objects are encrypted.
    #[config(default = "none")]
    pub encryption: Encryption,
    /// Name of the key of the key service.
    #[config(not_secret)]
    pub encryption_key: Option<String>,
    /// Size from which an object goes in parts.
    #[config(default = "8MiB", range("5MiB"..="5GiB"))]
    pub multipart_threshold: ByteSize,
    /// Requests at once.
    #[config(default = 10, range(1..=1000))]
    pub max_concurrency: u32,
    /// To open a connection.
    #[config(default = "10s", range("1ms"..="10m"))]
    pub connect_timeout: Duration,
    /// Of one request.
    #[config(default = "60s", range("1ms"..="24h"))]
    pub read_timeout: Duration,
    /// Further attempts after the first.
    #[config(default = 3, range(0..=20))]
    pub retries: u8,
}

/// How objects are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Encryption {
    /// Not by the storage.
    None,
    /// With a key of the storage.
    #[config(rename = "AES256")]
    Aes256,
    /// With a key of the key service.
    #[config(rename = "aws:kms")]
    KeyService,
}
