// Whatever the window can say has a Korean form: found by reading the sources, the tables and the presets.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include "labs/arena/setup.h"
#include "labs/concepts/page.h"
#include "model/lab.h"
#include "model/panel.h"
#include "model/shortcuts.h"
#include "panels/digit/hard_drawings.h"
#include "saddle/book.h"
#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "saddle/fault.h"
#include "saddle/function.h"
#include "saddle/snapshot.h"
#include "shell/assets.h"
#include "shell/headless.h"
#include "shell/tapes.h"
#include "ui/language.h"
#include "ui/property_editor.h"

namespace saddle::ui {
namespace {

namespace fs = std::filesystem;
using Texts = std::set<std::string>;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void for_each_source(const char* folder, const std::function<void(const std::string&)>& use) {
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(SADDLE_SOURCE) / folder)) {
    const auto ending = entry.path().extension();
    if (ending != ".cpp" && ending != ".h") continue;
    std::string source = content_of(entry.path());
    // A quote that is a character opens no literal.
    for (size_t at = source.find("'\"'"); at != std::string::npos; at = source.find("'\"'", at)) source[at + 1] = ' ';
    use(source);
  }
}

void skip_space(const std::string& text, size_t& at) {
  while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at]))) ++at;
}

// The string literal that begins at `at`, with those that follow it directly; `at` moves behind them.
std::string literal(const std::string& text, size_t& at) {
  std::string value;
  while (at < text.size() && text[at] == '"') {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] != '\\') {
        value += text[at];
      } else {
        ++at;
        value += text[at] == 'n' ? '\n' : text[at];
      }
    }
    ++at;
    skip_space(text, at);
  }
  return value;
}

// Every argument of every call of `name` that consists of literals, or of a choice between literals.
void arguments_of(const std::string& text, const std::string& name, const std::function<void(int, std::string)>& use) {
  for (size_t call = text.find(name); call != std::string::npos; call = text.find(name, call + 1)) {
    int depth = 1, argument = 0;
    bool begins = true;  // an argument, or a branch of ?:
    for (size_t at = call + name.size(); at < text.size() && depth > 0;) {
      if (begins) skip_space(text, at);
      if (text[at] == '"') {
        std::string value = literal(text, at);
        const bool alone = at < text.size() && (text[at] == ',' || text[at] == ')' || text[at] == ':');
        if (depth == 1 && begins && alone) use(argument, std::move(value));
        begins = false;
        continue;
      }
      const char c = text[at++];
      if (c == '(' || c == '{' || c == '[') ++depth;
      if (c == ')' || c == '}' || c == ']') --depth;
      if (c == ',' && depth == 1) ++argument;
      begins =
          depth == 1 && (c == ',' || c == '?' || c == ':' || (begins && std::isspace(static_cast<unsigned char>(c))));
    }
  }
}

Texts said_by_the_app() {
  Texts all;
  for_each_source("app", [&](const std::string& source) {
    for (const char* name : {"tr(", "language_(", "language("}) {
      arguments_of(source, name, [&](int, std::string text) {
        if (!text.empty()) all.insert(std::move(text));
      });
    }
    arguments_of(source, "said(language,", [&](int argument, std::string text) {
      if (argument == 0) all.insert(std::move(text));
    });
  });
  return all;
}

Texts templates_of_faults() {
  Texts all;
  for_each_source("engine", [&](const std::string& source) {
    for (const char* name : {"Error(", "make_issue("}) {
      arguments_of(source, name, [&](int argument, std::string text) {
        if (argument == 1 && text != "{}") all.insert(std::move(text));
      });
    }
    for (const auto& mend : {std::pair{"offer(", 0}, {"offer_layer(", 1}}) {
      arguments_of(source, mend.first, [&](int argument, std::string text) {
        if (argument == mend.second) all.insert(std::move(text));
      });
    }
  });
  return all;
}

Texts words_of_tables() {
  Texts all;
  const auto add = [&](std::string_view text) {
    if (!text.empty()) all.emplace(text);
  };
  const auto add_table = [&](const Table& table) {
    for (const Property& p : table) {
      add(humanized(p.name));
      add(p.help);
      add(p.zero);
      add(p.or_number);
      for (const auto choice : p.choices) add(humanized(choice));
    }
  };
  for (const auto* catalog : {&catalog::layers(), &catalog::initializers(), &catalog::optimizers(), &catalog::losses(),
                              &catalog::datasets(), &catalog::functions()}) {
    for (const Entry& entry : *catalog) {
      add(entry.title);
      add(entry.help);
      add_table(entry.properties);
    }
  }
  for (const LabType& lab : labs::all()) {
    add(lab.title);
    add(lab.help);
    for (const app::LabKey& key : lab.make()->key_list()) add(key.help);
  }
  for (const app::Scene& scene : app::scenes()) {
    add(scene.group);
    add(scene.title);
    add(scene.about);
  }
  for (const app::HardDrawing& hard : app::hard_drawings()) add(hard.name);
  add_table(training_table());
  add_table(augmentation_table());
  for (const Preset& preset : presets_in(app::assets_directory() / "presets")) {
    add(preset.experiment.name);
    add(preset.experiment.about);
    add(preset.experiment.chapter);
  }
  for (const Preset& tape : app::shipped_tapes()) {
    add(tape.experiment.name);
    add(tape.experiment.about);
  }
  for (const LabType& lab : labs::all()) {
    add(lab.title);
    add(lab.help);
  }
  for (const BookExperiment& experiment : catalog::book()) {
    add(experiment.title);
    add(experiment.help);
  }
  for (const ConceptType& page : concepts::all()) {
    add(page.title);
    add(page.about);
    add(page.question);
    for (const Property& p : page.properties) {
      add(p.help);
      for (const auto choice : p.choices) add(humanized(choice));
    }
  }
  for (const Fault& fault : catalog::faults()) {
    for (const std::string_view text : {fault.title, fault.help, fault.mend, fault.hints[0], fault.hints[1]}) add(text);
  }
  for (const PanelType& panel : panels::all()) {
    add(panel.title);
    add(panel.help);
  }
  for (const app::Shortcut& shortcut : app::shortcuts()) {
    add(shortcut.section);
    add(shortcut.help);
  }
  for (const Status status : {Status::idle, Status::loading, Status::ready, Status::running, Status::paused,
                              Status::finished, Status::diverged, Status::failed}) {
    add(name_of(status));
  }
  return all;
}

struct Entry {
  std::string english, korean;
};

std::vector<Entry> entries() {
  const std::string text = content_of(app::assets_directory() / "locale/ko.po");
  std::vector<Entry> all;
  for (size_t at = text.find("\nmsgid "); at != std::string::npos; at = text.find("\nmsgid ", at)) {
    at += 7;
    Entry entry{.english = literal(text, at), .korean = {}};
    at = text.find("msgstr ", at) + 7;
    entry.korean = literal(text, at);
    --at;
    if (!entry.english.empty()) all.push_back(std::move(entry));
  }
  return all;
}

size_t placeholders(const std::string& text) {
  size_t count = 0;
  for (size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) ++count;
  return count;
}

void expect_translated(const Texts& texts) {
  Texts known;
  for (const Entry& entry : entries()) known.insert(entry.english);
  for (const std::string& text : texts) EXPECT_TRUE(known.contains(text)) << "no Korean for: " << text;
}

TEST(Translation, HasAllThatTheWindowSays) {
  const Texts said = said_by_the_app();
  EXPECT_TRUE(said.contains("Train|button"));
  EXPECT_TRUE(said.contains("This network has no convolution."));  // one branch of a choice
  expect_translated(said);
}

TEST(Translation, HasAllFaults) {
  const Texts faults = templates_of_faults();
  EXPECT_TRUE(faults.contains("there is no layer yet; add one"));
  EXPECT_GT(faults.size(), 60u);
  expect_translated(faults);
}

TEST(Translation, HasTablesAndPresets) { expect_translated(words_of_tables()); }

TEST(Translation, KeepsEveryPlaceholder) {
  for (const Entry& entry : entries()) {
    EXPECT_FALSE(entry.korean.empty()) << entry.english;
    EXPECT_EQ(placeholders(entry.korean), placeholders(entry.english)) << entry.english;
  }
}

TEST(Translation, HasNothingThatIsNoLongerSaid) {
  std::string sources;
  Texts said = words_of_tables();
  for (const char* folder : {"app", "engine"}) {
    for_each_source(folder, [&](const std::string& source) {
      for (size_t at = source.find('"'); at != std::string::npos; at = source.find('"', at)) {
        said.insert(literal(source, at));
      }
    });
  }
  for (const Entry& entry : entries())
    EXPECT_TRUE(said.contains(entry.english)) << "nobody says any more: " << entry.english;
}

TEST(Translation, IsWhatTheProgramReads) {
  const Language korean("ko", app::locale_directory() / "ko.mo");
  for (const Entry& entry : entries()) EXPECT_EQ(korean(entry.english), entry.korean);
  EXPECT_EQ(korean("never said"), "never said");
  EXPECT_EQ(Language()("Train|button"), "Train");  // a sense is not shown
  EXPECT_NE(korean("Train|button"), korean("Train"));
  EXPECT_EQ(korean(make_issue("training.batch_size", "expected a positive whole number, got {}", -5)),
            "training.batch_size: 양의 정수여야 하는데 -5입니다");
}

// A sign that no font has shows as a question mark.
TEST(Fonts, HaveEverySignThatTheProgramWrites) {
  app::Headless headless({}, 1280, 720);
  headless.frame();
  const ImFont& body = *ImGui::GetIO().Fonts->Fonts[0];
  const auto expect_drawn = [&](const std::string& text) {
    for (const char *at = text.data(), *end = at + text.size(); at < end;) {
      unsigned int sign = 0;
      at += std::max(1, ImTextCharFromUtf8(&sign, at, end));
      if (sign < 0x80) continue;
      EXPECT_NE(body.FindGlyphNoFallback(static_cast<ImWchar>(sign)), nullptr) << text;
    }
  };
  for (const char* folder : {"app/panels", "app/labs", "app/lessons", "app/plot", "app/shell", "app/model", "app/ui"}) {
    for_each_source(folder, [&](const std::string& source) {
      std::istringstream lines(source);
      for (std::string line; std::getline(lines, line);) {
        if (const size_t comment = line.find("// "); comment != std::string::npos) line.resize(comment);
        for (size_t at = line.find('"'); at != std::string::npos; at = line.find('"', at)) {
          const std::string text = literal(line, at);
          if (text.find('\\') == std::string::npos) expect_drawn(text);
        }
      }
    });
  }
  for (const auto* table : {&catalog::layers(), &catalog::optimizers(), &catalog::losses(), &catalog::initializers()}) {
    for (const saddle::Entry& entry : *table) {
      expect_drawn(std::string(entry.formula));
      expect_drawn(std::string(entry.help));
    }
  }
}

}  // namespace
}  // namespace saddle::ui
