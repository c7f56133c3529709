import Domain
import TestSupport
import Testing

@Suite("What a stored return says in English")
struct ReturnWordsTests {
  private let words = ReturnWords(.bundled, provinces: ["zhejiang"])

  @Test("every reason, hint and target of every form has English words, which are the catalogue's")
  func all() {
    for province in ["jiangsu", "zhejiang", "shanxi"] {
      let words = ReturnWords(.bundled, provinces: [province])
      for profile in Catalogue.bundled.profiles.versions(of: province) {
        for reason in profile.reasons {
          #expect(words.text(of: reason.code, stored: reason.text.zh) == reason.text)
          #expect(words.hint(of: reason.code, stored: reason.hint.zh) == reason.hint, "\(province) \(reason.code)")
        }
        for target in profile.targets {
          let label = words.label(target, stored: profile.label(target)?.zh ?? "")
          #expect(label == profile.label(target) && label.en != target && !label.en.isEmpty, "\(target)")
        }
      }
    }
  }

  @Test("what the catalogue does not know stays Chinese, with its code")
  func unknown() {
    #expect(words.text(of: "T01", stored: "照片模糊").en == "照片模糊 (T01)")
    #expect(words.label("photo2", stored: "第二张照片").en == "第二张照片 (photo2)")
    #expect(words.label("photo2", stored: "photo2").en == "photo2")
    #expect(words.hint(of: "P01", stored: "本省自己的提示").en == "本省自己的提示")
  }

  @Test("a row or file keeps its number")
  func numbered() {
    #expect(words.label("qualifications[2].level", stored: "级别（第2条）").en.hasSuffix("(no. 2)"))
  }
}
