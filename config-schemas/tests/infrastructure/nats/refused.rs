//! Files that the server refuses: the code and the place of each finding.
//!
//! Every text begins with an empty line, because the server counts the columns of the first line from 0 and those of all
//! others from 1, as we do.

/// A text, and what is found in it.
pub(super) type Case = (&'static str, &'static [&'static str]);

/// Names that no block has, in each of the blocks.
pub(super) const UNKNOWN: &[Case] = &[
    ("\nmonitr_port: 8222\n", &["CFG0201 2:1"]),
    ("\nauthorization {\n  usr: a\n}\n", &["CFG0201 3:3"]),
    ("\nauthorization {\n  users = [\n    {user: a, pasword: hunter2}\n  ]\n}\n", &["CFG0201 4:15"]),
    ("\nauthorization {\n  permissions {\n    publsh: \"a\"\n  }\n}\n", &["CFG0201 4:5"]),
    ("\nauthorization {\n  permissions {\n    publish { alow: \"a\" }\n  }\n}\n", &["CFG0201 4:15"]),
    ("\nauthorization {\n  permissions {\n    allow_responses { maximum: 5 }\n  }\n}\n", &["CFG0201 4:23"]),
    ("\naccounts {\n  A { user: [] }\n}\n", &["CFG0201 3:7"]),
    ("\naccounts {\n  A { exports: [ {strem: \"a\"} ] }\n}\n", &["CFG0201 3:19"]),
    ("\naccounts {\n  A { imports: [ {stream: {acount: B}} ] }\n}\n", &["CFG0201 3:28"]),
    ("\naccounts {\n  A { limits { max_conns: 5 } }\n}\n", &["CFG0201 3:16"]),
    ("\naccounts {\n  A { jetstream { max_memry: 5 } }\n}\n", &["CFG0201 3:19"]),
    ("\ncluster {\n  rout: []\n}\n", &["CFG0201 3:3"]),
    ("\ncluster {\n  authorization { usr: a }\n}\n", &["CFG0201 3:19"]),
    ("\ncluster {\n  tls { cert: a }\n}\n", &["CFG0201 3:9"]),
    ("\ngateway {\n  gateway: []\n}\n", &["CFG0201 3:3"]),
    ("\ngateway {\n  gateways: [ {nme: a} ]\n}\n", &["CFG0201 3:16"]),
    ("\nleafnodes {\n  remote: []\n}\n", &["CFG0201 3:3"]),
    ("\nleafnodes {\n  remotes: [\n    {url: \"nats://a:7422\", acount: A}\n  ]\n}\n", &["CFG0201 4:28"]),
    ("\nleafnodes {\n  authorization { token: hunter2 }\n}\n", &["CFG0201 3:19"]),
    ("\nwebsocket {\n  notls: true\n}\n", &["CFG0201 3:3"]),
    ("\nwebsocket {\n  authorization { users: [] }\n}\n", &["CFG0201 3:19"]),
    ("\nmqtt {\n  ack: \"1s\"\n}\n", &["CFG0201 3:3"]),
    ("\njetstream {\n  storage_dir: a\n}\n", &["CFG0201 3:3"]),
    ("\njetstream {\n  limits { max_ha: 5 }\n}\n", &["CFG0201 3:12"]),
    ("\ntls {\n  certificate: a\n}\n", &["CFG0201 3:3"]),
    ("\na: 1\nport: $a\nb: 2\n", &["CFG0201 4:1"]),
    ("\nunused: 1\nport: 4222\n", &["CFG0201 2:1"]),
    ("\ncluster {\n  unused: 1\n}\n", &["CFG0201 3:3"]),
];

/// Texts that break the grammar.
pub(super) const GRAMMAR: &[Case] = &[
    ("\nport: 1 2\n", &["CFG0102 2:9"]),
    ("\ncluster {\n  name: a b\n}\n", &["CFG0102 3:11"]),
    ("\ncluster {\n  routes: [ a,, b ]\n}\n", &["CFG0102 3:15"]),
    ("\nhost: \"a\n", &["CFG0102 2:7"]),
    ("\ncluster {\n\n", &["CFG0102 4:1"]),
    ("\nhost: 10-20\n", &["CFG0102 2:9"]),
    ("\nhost: 1.5s\n", &["CFG0102 2:10"]),
    ("\nhost: a\\q\n", &["CFG0102 2:8"]),
    ("\nhost: .5\n", &["CFG0102 2:7"]),
    ("\ncluster {\n  = 5\n}\n", &["CFG0102 3:3"]),
    ("\ninclude \"missing.conf\"\n", &["CFG0101 2:9"]),
    ("\nhost: 99999999999999999999\n", &["CFG0102 2:7"]),
];
