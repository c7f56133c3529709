/// The history before this one, 0001 to 0021, which `takeover/` brings to the baseline.
enum EarlierHistory {
  /// SHA-256 of each of its files, by name: what has another one is not that history.
  static let checksums = [
    "0001_roles": "9114254544090e154be0110c908eaeaf95f0c3fe030f5d545e400f87e7046657",
    "0002_reference": "3c9980d72ecb2801cf153ec60844b16d802c1f81a38051b9cbd56c88dd33e0eb",
    "0003_people": "dc9c06c7f4a500a24f4611c46be8597a2e33a91955b0c91a32a6f2a67fa95dec",
    "0004_applications": "890056939d4dda4c7069dae438352bd4cc291d885fb401f7a1267eea435807f2",
    "0005_audit": "ecc567bbae336625d30de393face206c7f8424e5dab730129a132b47932bea94",
    "0006_state_functions": "d8ed23da9ee46a83626877c81d4ccb787cf6ef41690a45c7e646e50f187afaca",
    "0007_decisions": "e57c1a126759e680139d9d01ef86eed3c9fc02c28ed0196ad292ee824317624a",
    "0008_notifications": "677077271665016a874bae6099c4ad74f2b5872f01484f50a15d98d7e903814c",
    "0009_intake": "233b9715b5c1bf92ab93ee40f09a12592b3d1ae8dc34c7b5a7a451dd51410e49",
    "0010_lookup": "44e82159ea848acd8c96bb11548412614c47c343274cc2eb4816e1734f6293db",
    "0011_staff": "cbbb702cd2f7a4a146b71f0429072d2cf637e9dd83b5bac111b3b87be4f8b032",
    "0012_access": "4cf81c40b89a329db3d089d8da18ed6a318fc46520706cd3d777f668881a5681",
    "0013_reports": "5182a91ab4c1ef3c87a2bb0da943c0be348d6bb231e84dbde8172d4557aa0e5a",
    "0014_archives": "a1b52d199a28badd311f2339deb5454b35d1c3142542094c2d381f7b1abd1778",
    "0015_drafts": "e6a8b6e2d821e36fc1578c360dc781e4c16a0d8bb502a01d314d942516ce1e3b",
    "0016_accounts": "2500df90d7fb518d38dc5a947d590b1a72672ecc586e8b818616344ec9728365",
    "0017_units_and_contacts": "a43d0c81a42014e7951e80b64511fc5a4f01571f546fd034a515a700d4ea2646",
    "0018_export_records": "01c33f93bab3fdae0a0578686c1dcc9eca0b5f51e4e46c5557340ace73c57554",
    "0019_report_indexes": "6c520cdebde9727a661f37f5e8c830db2c465915d31b92177110b9e331b6c867",
    "0020_kept_plans": "58eb7cd799963701c9076baa3c37e1c04b3d2835e60daa2ed6832bd512e89f54",
    "0021_answers_at_hand": "3d2dcc9ec3ae8e61c3be00b0926d10aca3369e3cf63aa22d88bb01510b149f3e",
  ]

  /// Functions that it made and no file makes any more: the takeover and numbered files drop them.
  static let goneFunctions = [
    "applicant_lookup", "archive_verify", "import_counts", "known_staff", "my_department", "write_deed",
  ]
}
