// Saving what is seen, opening what was saved, and being again where one was.
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "saddle/experiment_file.h"
#include "saddle/model.h"
#include "saddle/own_data.h"
#include "saddle/text_file.h"
#include "saddle/trainer.h"
#include "shell/background.h"
#include "shell/curves_csv.h"
#include "shell/tapes.h"
#include "shell/train_command.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  static std::string content(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  // Types a path into the dialog that is open, and confirms it with Enter.
  static void enter(Driver& user, const std::string& file) {
    user.frames(3);
    ASSERT_NE(user.mark("dialog.path"), nullptr) << "no dialog is open";
    user.key(ImGuiKey_A, true);
    user.write(file);
    user.settle();
  }
  const Folder folder_;
};

TEST_F(Files, TheExperimentIsSavedAndOpenedAgain) {
  const std::string file = path("mine.json");
  Driver user;
  user.choose("optimizer.type", "sgd");
  const Experiment saved = user.draft();
  user.press({.key = 'S', .control = true});
  enter(user, file);
  EXPECT_EQ(load_experiment(file), saved);
  EXPECT_NE(user.text("done").find(file), std::string::npos) << user.text("done");
  user.choose("optimizer.type", "momentum");
  user.press({.key = 'O', .control = true});
  user.frames(3);
  EXPECT_EQ(user.text("dialog.recent0"), file) << "what was saved is offered";
  ASSERT_TRUE(user.click("dialog.recent0"));
  user.settle();
  EXPECT_EQ(user.draft(), saved);
  EXPECT_EQ(user.mark("dialog.path"), nullptr) << "the dialog is still open";
}

TEST_F(Files, OverwritingAsksFirst) {
  const std::string file = path("there.json");
  std::ofstream(file) << "mine";
  Driver user;
  user.press({.key = 'S', .control = true});
  enter(user, file);
  EXPECT_EQ(content(file), "mine");
  ASSERT_NE(user.mark("dialog.exists"), nullptr);
  user.click("dialog.no");
  user.settle();
  EXPECT_EQ(content(file), "mine");
  user.press({.key = 'S', .control = true});
  enter(user, file);
  ASSERT_TRUE(user.click("dialog.yes"));
  user.settle();
  EXPECT_EQ(load_experiment(file), user.draft());
}

TEST_F(Files, APlaceThatCannotBeWrittenIsSaidAndNothingIsLost) {
  Driver user;
  user.press({.key = 'S', .control = true});
  enter(user, "/proc/nowhere/a.json");
  ASSERT_NE(user.mark("dialog.missing"), nullptr) << "a folder is not made unasked";
  EXPECT_EQ(user.mark("notice"), nullptr);
  user.click("dialog.yes");
  user.settle();
  EXPECT_NE(user.text("notice").find("/proc/nowhere/a.json"), std::string::npos) << user.text("notice");
}

TEST_F(Files, EscapeClosesTheDialogAndNothingIsSaved) {
  Driver user;
  user.press({.key = 'S', .control = true});
  user.frames(3);
  ASSERT_NE(user.mark("dialog.path"), nullptr);
  user.press({.key = ui::key::escape});
  user.frames(3);
  EXPECT_EQ(user.mark("dialog.path"), nullptr);
}

TEST_F(Files, TheModelAndACheckpointAreSavedByTheWorker) {
  const std::string model = path("net.npz"), checkpoint = path("checkpoint.npz");
  Driver user;
  user.press({.key = 'S', .control = true, .shift = true});
  user.frames(3);
  user.press({.key = ui::key::escape});
  user.frames(3);
  user.train_for(10);
  user.press({.key = 'S', .control = true, .shift = true});
  enter(user, model);
  EXPECT_EQ(Model::read(model).experiment(), *user.now().experiment);
  EXPECT_FALSE(Model::read(model).is_checkpoint());
  EXPECT_NE(user.text("done").find(model), std::string::npos);
  user.press({.key = 'K', .control = true});
  enter(user, checkpoint);
  EXPECT_TRUE(Model::read(checkpoint).is_checkpoint());
  // Opened again, training goes on where it stood.
  const int64_t steps = user.now().steps;
  user.application().open(checkpoint);
  user.settle();
  EXPECT_EQ(user.now().steps, steps);
}

// Marks but for those of the menu, the dialog and what is said for a while.
ui::Marks lasting(const ui::Marks& marks) {
  ui::Marks kept;
  for (const auto& [name, mark] : marks) {
    if (!name.starts_with("dialog.") && name != "done") kept.emplace(name, mark);
  }
  return kept;
}

TEST_F(Files, APictureOfTheWindowLeavesTheWindowAsItIs) {
  const std::string file = path("window.png");
  Driver user({.settings = {.language = "ko", .workspace = {.arrangement = "four", .panes = {"curves", "builder"}}}},
              1200, 900);
  user.train_for(10);
  const ui::Marks before = lasting(user.application().marks());
  const Settings settings = user.application().settings();
  user.press({.key = 'E', .control = true});
  user.frames(3);
  user.choose("dialog.subject", "");
  user.click("dialog.path");
  enter(user, file);
  const PixelImage picture = read_picture(file, 3);
  EXPECT_EQ(picture.width, 2400) << "twice as sharp";
  EXPECT_EQ(picture.height, 1800);
  const ui::Marks after = lasting(user.application().marks());
  ASSERT_EQ(after.size(), before.size());
  for (const auto& [name, mark] : before) {
    ASSERT_TRUE(after.contains(name)) << name;
    const ui::Mark& now = after.at(name);
    EXPECT_EQ(now.text, mark.text) << name;
    EXPECT_EQ(std::tuple(now.left, now.top, now.right, now.bottom),
              std::tuple(mark.left, mark.top, mark.right, mark.bottom))
        << name;
  }
  EXPECT_EQ(user.text("scale"), "100 %");
  EXPECT_EQ(user.application().settings(), settings) << "a picture is nothing to open, so it is not remembered";
}

TEST_F(Files, CurvesBecomeATableWithARowForEachStep) {
  const std::string file = path("curves.csv");
  Driver user;
  user.train_for(10);
  user.press({.key = 'E', .control = true, .shift = true});
  enter(user, file);
  std::istringstream table(content(file));
  std::string line;
  std::getline(table, line);
  EXPECT_EQ(line,
            "run,step,epoch,seconds,flops,train_loss,validation_loss,test_loss,train_accuracy,validation_accuracy,"
            "test_accuracy,test_accuracy_whole_set,gradient_norm");
  int64_t rows = 0;
  while (std::getline(table, line)) {
    ++rows;
    // What comes after the name, which is quoted where it has a comma.
    const std::string numbers = line.substr(line.rfind('"') + 1);
    EXPECT_EQ(std::count(numbers.begin(), numbers.end(), ','), 12) << line;
  }
  EXPECT_EQ(rows, user.now().steps);
}

TEST(CurvesCsv, JoinsCurvesByStepAndQuotesNames) {
  CurveWriter loss, accuracy;
  for (int step = 1; step <= 3; ++step) loss.add({double(step), 0.5 * step, step / 10.0});
  accuracy.add({2, 0.25, 0.2});
  CsvRun run{.name = "a \"b\", c", .curves = {}, .steps_per_epoch = 2, .flops_per_step = 10};
  run.curves.train_loss = loss.freeze();
  run.curves.test_accuracy = accuracy.freeze();
  EXPECT_EQ(curves_csv({run}).substr(curves_csv({run}).find('\n') + 1),
            "\"a \"\"b\"\", c\",1,0.5,0.100000,10,0.5,,,,,,,\n"
            "\"a \"\"b\"\", c\",2,1,0.200000,20,1,,,,,0.25,,\n"
            "\"a \"\"b\"\", c\",3,1.5,0.300000,30,1.5,,,,,,,\n");
}

TEST_F(Files, EveryPaneBecomesAPictureAsSharpAsAskedFor) {
  Driver user({}, 1280, 720);
  user.train_for(10);
  const ui::Mark pane = *user.mark("pane0.area");
  const PixelImage before = user.picture();
  for (const char* factor : {"1", "2"}) {
    const std::string file = path(std::string("curves") + factor + ".png");
    user.press({.key = 'E', .control = true});
    user.frames(3);
    user.choose("dialog.looks", "screen");
    user.choose("dialog.factor", factor);
    user.click("dialog.path");
    enter(user, file);
    const PixelImage picture = read_picture(file, 3);
    const float times = std::string(factor) == "2" ? 2 : 1;
    EXPECT_NEAR(picture.width, times * (pane.right - pane.left), 2 * times);
    EXPECT_NEAR(picture.height, times * (pane.bottom - pane.top), 2 * times);
    // At its own size it is what the window showed.
    if (times == 2) continue;
    int64_t same = 0;
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) {
        const size_t here = 3 * (static_cast<size_t>(y) * static_cast<size_t>(picture.width) + static_cast<size_t>(x)),
                     there = 3 * ((static_cast<size_t>(y) + static_cast<size_t>(std::lround(pane.top))) *
                                      static_cast<size_t>(before.width) +
                                  static_cast<size_t>(x) + static_cast<size_t>(std::lround(pane.left)));
        same += std::equal(&picture.pixels[here], &picture.pixels[here] + 3, &before.pixels[there]);
      }
    }
    EXPECT_GT(static_cast<double>(same), 0.98 * picture.width * picture.height);
  }
  user.frames(2);
  EXPECT_NE(user.mark("pane0.area"), nullptr);
  EXPECT_FLOAT_EQ(user.mark("pane0.area")->right, pane.right) << "the window itself has changed";
}

// The command, typed into a shell, would train what the window shows: rebuilt here from its words.
Experiment rebuilt(const std::string& command) {
  std::istringstream words(command);
  std::string word, preset;
  words >> word >> word >> preset;
  Experiment experiment = preset_or_file(preset, SADDLE_ASSETS "/presets");
  while (words >> word) {
    EXPECT_EQ(word, "--set");
    words >> word;
    if (word.starts_with("'")) word = word.substr(1, word.size() - 2);
    const size_t equals = word.find('=');
    assign(experiment, word.substr(0, equals), parse_value(word.substr(equals + 1)));
  }
  return experiment;
}

TEST(TrainCommand, SaysWhatDiffersFromThePreset) {
  const auto presets = presets_in(SADDLE_ASSETS "/presets");
  Experiment experiment = preset_or_file("first-light", SADDLE_ASSETS "/presets");
  EXPECT_EQ(train_command(experiment, presets, "first-light", ""), "saddle train first-light");
  EXPECT_EQ(train_command(experiment, presets, "first-light", "/my data"),
            "saddle train first-light --data '/my data'");
  for (const auto& [path, value] :
       std::vector<std::pair<std::string, Value>>{{"data.train", 500},
                                                  {"data.augment.rotation", 7.5},
                                                  {"network[0].init", std::string("zero")},
                                                  {"optimizer.type", std::string("sgd")},
                                                  {"optimizer.learning_rate", 0.05},
                                                  {"training.seed", 9},
                                                  {"training.schedule", std::string("cosine")}}) {
    assign(experiment, path, value);
    const auto command = train_command(experiment, presets, "first-light", "");
    ASSERT_TRUE(command.has_value()) << path;
    EXPECT_EQ(rebuilt(*command), experiment) << *command;
  }
}

TEST(TrainCommand, NeedsAFileForAnotherNetwork) {
  const auto presets = presets_in(SADDLE_ASSETS "/presets");
  Experiment experiment = preset_or_file("first-light", SADDLE_ASSETS "/presets");
  experiment.network.erase(experiment.network.begin() + 1);
  EXPECT_EQ(train_command(experiment, presets, "first-light", ""), std::nullopt);
  EXPECT_EQ(train_command(experiment, presets, "mine", ""), std::nullopt);
  EXPECT_EQ(train_command_of_file("/a b/it's.json", ""), "saddle train '/a b/it'\\''s.json'");
}

TEST_F(Files, TheCommandGoesToTheClipboard) {
  Driver user;
  user.type("training.seed", "5");
  user.press({.key = 'C', .control = true, .shift = true});
  user.frames(2);
  EXPECT_STREQ(ImGui::GetClipboardText(), "saddle train first-light --set training.seed=5");
  user.click("layer.add");
  user.frame();
  user.click("layer.add/sigmoid");
  user.settle();
  const std::string file = path("with-sigmoid.json");
  user.press({.key = 'C', .control = true, .shift = true});
  enter(user, file);  // it asks for a file first
  EXPECT_EQ(ImGui::GetClipboardText(), "saddle train " + file);
  EXPECT_EQ(load_experiment(file), user.draft());
}

TEST_F(Files, AMissingFolderIsMadeAfterASecondYes) {
  const std::string file = path("new/deeper/mine.json");
  Driver user;
  user.press({.key = 'S', .control = true});
  enter(user, file);
  EXPECT_FALSE(fs::exists(fs::path(file).parent_path()));
  EXPECT_NE(user.text("dialog.missing").find(fs::path(file).parent_path().string()), std::string::npos);
  user.click("dialog.yes");
  user.settle();
  EXPECT_EQ(load_experiment(file), user.draft());
  EXPECT_NE(user.text("done").find("Saved as " + file), std::string::npos) << user.text("done");
}

TEST_F(Files, TheBrowserShowsAllThatCanBeOpened) {
  std::vector<std::string> names = {"net.json", "net.npz", "search.jsonl", "lesson.md", "photo.webp", "SCAN.JPG"};
  for (const std::string_view ending : table_endings()) names.push_back("table" + std::string(ending));
  for (const std::string& name : names) folder_.write(name, "");
  Settings settings;
  settings.recent = {path("z.json")};
  Driver user({.settings = settings});
  user.press({.key = 'O', .control = true});
  user.frames(3);
  user.settle();
  for (const std::string& name : names) EXPECT_NE(user.mark("dialog.file/" + name), nullptr) << name;
}

TEST_F(Files, TheBrowserGoesThroughFoldersByMouseAndKeys) {
  folder_.write("a/net10.json", to_json(preset_or_file("circles", SADDLE_ASSETS "/presets")));
  folder_.write("a/net9.json", to_json(preset_or_file("moons", SADDLE_ASSETS "/presets")));
  folder_.write("a/notes.pdf", "no experiment");
  folder_.write("a/.hidden.json", "{}");
  Settings settings;
  settings.recent = {path("z.json"), path("picture.png"), path("curves.txt")};
  Driver user({.settings = settings});
  user.press({.key = 'O', .control = true});
  user.frames(3);
  EXPECT_EQ(user.text("dialog.folder"), folder_.path().string()) << "where the last file was";
  EXPECT_EQ(user.text("dialog.recent0"), path("z.json"));
  ASSERT_TRUE(user.click("dialog.file/a"));
  user.frames(3);
  EXPECT_EQ(user.text("dialog.folder"), path("a"));
  ASSERT_NE(user.mark("dialog.file/net9.json"), nullptr);
  EXPECT_LT(user.mark("dialog.file/net9.json")->top, user.mark("dialog.file/net10.json")->top) << "9 before 10";
  EXPECT_EQ(user.mark("dialog.file/notes.pdf"), nullptr) << "it cannot be opened";
  EXPECT_EQ(user.mark("dialog.file/.hidden.json"), nullptr);
  user.click("dialog.hidden");
  user.frames(2);
  EXPECT_NE(user.mark("dialog.file/.hidden.json"), nullptr);
  user.click("dialog.hidden");
  user.frames(2);
  user.key(ImGuiKey_DownArrow);
  user.frames(2);
  EXPECT_EQ(user.text("dialog.path"), path("a/net9.json"));
  user.key(ImGuiKey_DownArrow);
  user.frames(2);
  EXPECT_EQ(user.text("dialog.path"), path("a/net10.json"));
  user.key(ImGuiKey_Enter);
  user.settle();
  EXPECT_EQ(user.draft(), preset_or_file("circles", SADDLE_ASSETS "/presets"));
  EXPECT_EQ(user.mark("dialog.path"), nullptr);
}

TEST_F(Files, WhatIsOfferedAsLatelyUsedCanBeOpened) {
  Settings settings;
  settings.recent = {"/a.png", "/b.json", "/c.csv", "/d.svg", "/e.npz"};
  Driver user({.settings = settings});
  user.press({.key = 'S', .control = true});
  user.frames(3);
  EXPECT_EQ(user.mark("dialog.recent1"), nullptr) << "where something is saved they are of no use";
  user.press({.key = ui::key::escape});
  user.press({.key = 'O', .control = true});
  user.frames(3);
  EXPECT_NE(user.mark("dialog.recent1"), nullptr);
  EXPECT_NE(user.mark("dialog.recent4"), nullptr);
  EXPECT_EQ(user.mark("dialog.recent3"), nullptr);
}

TEST_F(Files, TrainedWeightsAreNotLostWithoutAQuestion) {
  Driver user;
  user.press({.key = 'N', .control = true});
  user.settle();
  EXPECT_EQ(user.mark("leave.stay"), nullptr) << "nothing was trained";
  EXPECT_EQ(user.draft().name, "New experiment");
  EXPECT_EQ(user.text("status"), "ready") << "it can be trained at once";
  user.train_for(10);
  const Experiment trained = user.draft();
  user.press({.key = 'Q', .control = true});
  user.frames(2);
  ASSERT_NE(user.mark("leave.stay"), nullptr);
  EXPECT_FALSE(user.application().quits());
  user.click("leave.stay");
  user.settle();
  user.press({.key = 'N', .control = true});
  user.frames(2);
  user.click("leave.save");
  user.frames(2);
  const std::string file = path("net.npz");
  enter(user, file);
  // A file leaves out what is as by default.
  EXPECT_EQ(Model::read(file).experiment(), parse_experiment(to_json(trained)));
  user.press({.key = 'Q', .control = true});
  user.frames(2);
  EXPECT_TRUE(user.application().quits()) << "they are saved";
}

TEST_F(Files, ANewExperimentIsCalledSoInEveryLanguage) {
  ApplicationOptions options;
  options.settings.language = "ko";
  Driver user(options);
  user.press({.key = 'N', .control = true});
  user.settle();
  EXPECT_EQ(user.draft().name, "New experiment");
  EXPECT_EQ(user.text("preset"), "새 실험");
  user.click("language");
  user.settle();
  EXPECT_EQ(user.text("preset"), "New experiment");
}

TEST_F(Files, TheButtonThatClosesTheWindowAsksAsQuitDoes) {
  {
    Driver user;
    user.train_for(10);
    user.application().close();
    user.frames(2);
    EXPECT_FALSE(user.application().quits());
    ASSERT_NE(user.mark("leave.stay"), nullptr);
    user.click("leave.stay");
    user.settle();
    user.application().close();
    user.frames(2);
    user.application().close();
    EXPECT_TRUE(user.application().quits()) << "whoever presses it again means it";
  }
  Driver fresh;
  fresh.application().close();
  EXPECT_TRUE(fresh.application().quits()) << "nothing was trained";
}

TEST_F(Files, ACheckpointThatWasOpenedIsSavedUntilItMakesAStep) {
  const std::string file = path("checkpoint.npz");
  {
    const Experiment experiment = preset_or_file("xor-learned", SADDLE_ASSETS "/presets");
    Trainer trainer(experiment, load_dataset(experiment.data));
    for (int step = 0; step < 5; ++step) trainer.step();
    trainer.save_checkpoint(file);
  }
  Driver user;
  user.train_for(10);
  user.application().open(file);
  user.settle();
  ASSERT_EQ(user.now().steps, 5);
  user.press({.key = 'N', .control = true});
  user.frames(2);
  EXPECT_EQ(user.mark("leave.stay"), nullptr) << "the file has it";
  user.application().open(file);
  user.settle();
  user.click("step");
  user.settle();
  ASSERT_EQ(user.now().steps, 6);
  user.press({.key = 'Q', .control = true});
  user.frames(2);
  EXPECT_NE(user.mark("leave.stay"), nullptr);
}

// A checkpoint after 50 steps from when one could train ten classes by sigmoid cross entropy.
TEST_F(Files, ACheckpointWhoseLossHasBecomeAFaultKeepsItsWeightsWhenThatIsMended) {
  const std::string then = SADDLE_TEST_DATA "/sigmoid_of_ten_classes.npz", mended = path("mended.npz");
  Driver user;
  user.application().open(then);
  user.settle();
  ASSERT_NE(user.text("network.issue").find("asks a question of its own"), std::string::npos)
      << user.text("network.issue");
  ASSERT_TRUE(user.click("network.issue.action"));
  user.settle();
  EXPECT_EQ(user.draft().loss.type, "softmax_cross_entropy");
  EXPECT_EQ(user.now().steps, 50);
  user.click("file");
  user.frames(2);
  user.click("file/save_model");
  enter(user, mended);
  const Model before = Model::read(then), after = Model::read(mended);
  const std::vector<float> sample(static_cast<size_t>(before.sample().shape.size()), 0.25f);
  EXPECT_EQ(after.outputs(sample), before.outputs(sample));
  user.click("step");
  user.settle();
  EXPECT_EQ(user.now().steps, 51);
}

TEST_F(Files, TheWeightsCanBeLeftBehind) {
  Driver user;
  user.train_for(10);
  user.press({.key = 'Q', .control = true});
  user.frames(2);
  user.click("leave.go");
  EXPECT_TRUE(user.application().quits());
}

TEST_F(Files, APanelBecomesAPictureOnWhiteWithoutButtons) {
  const std::string file = path("curves.png");
  Driver user({}, 1280, 720);
  user.train_for(10);
  user.press({.key = 'E', .control = true});
  user.frames(3);
  user.choose("dialog.factor", "1");
  user.click("dialog.path");
  enter(user, file);
  const PixelImage picture = read_picture(file, 3);
  const auto pixel = [&](int x, int y) {
    const size_t at = 3 * (static_cast<size_t>(y) * static_cast<size_t>(picture.width) + static_cast<size_t>(x));
    return std::array{picture.pixels[at], picture.pixels[at + 1], picture.pixels[at + 2]};
  };
  const std::array<uint8_t, 3> white = {255, 255, 255};
  EXPECT_EQ(pixel(2, 2), white);
  // The corner where the window has its buttons.
  for (int x = picture.width - 150; x < picture.width; ++x) {
    for (int y = 0; y < 30; ++y) ASSERT_EQ(pixel(x, y), white) << x << ", " << y;
  }
}

TEST_F(Files, APanelBecomesAnSvgWithTextAsText) {
  const std::string file = path("curves.svg");
  Driver user({}, 1280, 720);
  user.train_for(10);
  user.press({.key = 'B', .control = true});  // a picture has no side panel
  user.frames(3);
  const ui::Mark pane = *user.mark("pane0.area");
  user.press({.key = 'E', .control = true});
  user.frames(3);
  user.choose("dialog.format", ".svg");
  user.click("dialog.path");
  enter(user, file);
  const std::string svg = content(file);
  EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"")) << svg.substr(0, 200);
  EXPECT_NE(svg.find(">Learning curves</text>"), std::string::npos) << "the heading";
  EXPECT_NE(svg.find(">Loss</text>"), std::string::npos) << "the title of a figure";
  EXPECT_EQ(svg.find(">Fit</text>"), std::string::npos) << "a button";
  EXPECT_NE(svg.find("<rect width=\"" + std::to_string(std::lround(pane.right - pane.left))), std::string::npos);
  EXPECT_NE(svg.find("fill=\"#ffffff\""), std::string::npos);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_EQ(std::count(svg.begin(), svg.end(), '<'), std::count(svg.begin(), svg.end(), '>'));
}

TEST_F(Files, TheMenuHasThemAll) {
  Driver user;
  user.click("file");
  user.frames(2);
  for (const char* item : {"new_experiment", "quit", "open", "save_experiment", "save_model", "save_checkpoint",
                           "save_picture", "save_curves", "copy_command", "full_screen", "keys"})
    EXPECT_NE(user.mark(std::string("file/") + item), nullptr) << item;
  EXPECT_FALSE(user.mark("file/save_model")->enabled) << "nothing was trained yet";
  ASSERT_TRUE(user.click("file/save_experiment"));
  user.frames(2);
  EXPECT_NE(user.mark("dialog.path"), nullptr);
}

TEST_F(Files, ATapeThatShipsIsInTheMenuAndNoneOfTheUsersFiles) {
  Driver user({.lab = "concepts"});
  ASSERT_FALSE(shipped_tapes().empty());
  for (const Preset& tape : shipped_tapes()) {
    EXPECT_TRUE(std::filesystem::exists(file_of_tape(tape))) << tape.name;
    EXPECT_EQ(Model::read(file_of_tape(tape)).experiment(), tape.experiment) << "the menu says what it holds";
  }
  user.click("file");
  user.frames(2);
  user.click("file/tapes");
  user.frames(20);
  ASSERT_TRUE(user.click("file/tape.filters"));
  user.settle(6);
  EXPECT_EQ(user.draft().name, "Filters forming");
  EXPECT_TRUE(user.now().tape);
  EXPECT_EQ(user.now().steps, 400);
  ASSERT_TRUE(user.now().moments.steps);
  EXPECT_GT(user.now().moments.steps->size(), 10U);
  EXPECT_NE(user.mark("train"), nullptr) << "the lab that shows runs is open";
  EXPECT_TRUE(user.application().settings().recent.empty());
}

TEST_F(Files, SettingsRememberTheDraftAndWhatWasOpen) {
  Settings settings;
  settings.draft = {"first-light", preset_or_file("first-light", SADDLE_ASSETS "/presets")};
  settings.draft.experiment.optimizer = {"sgd", {{"learning_rate", 0.3}}};
  settings.recent = {"/a.json", "/b.npz"};
  settings.language = "ko";
  settings.dark = false;
  settings.width = 1000;
  settings.sized = true;
  settings.scales = {{"DP-1 2560x1440", 1.25}, {"eDP-1 1280x720", 1}};
  settings.workspace.side = false;
  settings.workspace.dividers = {{"lecture.row", 0.4}, {"network.side", 300}};
  settings.workspace.arrangement = "four";
  const std::string file = path("settings.json");
  save_settings(file, settings);
  EXPECT_EQ(load_settings(file), settings);
}

TEST_F(Files, ABrokenStateFallsBackToDefaults) {
  const std::string file = path("settings.json");
  for (const char* text : {"", "{", "null", "[]", "7", R"({"dark": "yes"})", R"({"draft": 7})", R"({"recent": [1]})",
                           R"({"panes": {"a": 1}})", R"({"scale": 1e400})", "\xff\xfe\x00"}) {
    std::ofstream(file) << text;
    const Settings settings = load_settings(file);
    EXPECT_TRUE(settings.draft.experiment.network.empty()) << text;
    EXPECT_GE(settings.scale, 0.5) << text;
  }
  // A broken draft costs nothing but itself.
  std::ofstream(file) << R"({"dark": false, "draft": {"preset": "x", "experiment": {"saddle": 99}}})";
  EXPECT_FALSE(load_settings(file).dark);
  EXPECT_TRUE(load_settings(file).draft.experiment.network.empty());
}

TEST_F(Files, TheDraftIsWrittenWhileTheProgramRuns) {
  const std::string file = path("settings.json");
  Driver user({.settings_file = file});
  user.choose("optimizer.type", "sgd");
  for (int i = 0; i < 50 && load_settings(file).draft.experiment.optimizer.type != "sgd"; ++i) {
    usleep(100'000);
    user.frame();
  }
  const Settings settings = load_settings(file);
  EXPECT_EQ(settings.draft.experiment, user.draft());
  Driver again({.draft = settings.draft});
  EXPECT_EQ(again.draft(), user.draft());
}

TEST(Background, RunsJobsInTheirOrderAndDeliversWhatTheyLeave) {
  std::vector<int> done, delivered;
  Background background(
      Background::Threading::worker, [] {}, [](const Issue& issue) { FAIL() << issue.text(); });
  for (int i = 0; i < 5; ++i) {
    background.run([&, i]() -> Background::Sequel {
      done.push_back(i);
      return [&, i] { delivered.push_back(i); };
    });
  }
  while (delivered.size() < 5) {
    background.deliver();
    usleep(1000);
  }
  EXPECT_EQ(done, (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_EQ(delivered, done);
  EXPECT_FALSE(background.busy());
}

TEST(Background, WhateverAJobThrowsBecomesASentenceAndTheNextJobIsDone) {
  for (const auto threading : {Background::Threading::worker, Background::Threading::none}) {
    std::vector<std::string> said;
    bool done = false;
    Background background(
        threading, [] {}, [&](const Issue& issue) { said.push_back(issue.text()); });
    background.run([]() -> Background::Sequel { throw Error("a.json", "is a folder"); });
    background.run([]() -> Background::Sequel { throw std::bad_alloc(); });
    background.run([]() -> Background::Sequel { throw std::out_of_range("at the edge"); });
    background.run([]() -> Background::Sequel { throw 42; });
    background.run([&]() -> Background::Sequel { return [&] { done = true; }; });
    while (!done) {
      background.deliver();
      usleep(1000);
    }
    ASSERT_EQ(said.size(), 4u);
    EXPECT_EQ(said[0], "a.json: is a folder");
    EXPECT_NE(said[1].find("not enough memory"), std::string::npos) << said[1];
    EXPECT_EQ(said[2], "at the edge");
    EXPECT_NE(said[3].find("something unexpected"), std::string::npos) << said[3];
  }
}

}  // namespace
}  // namespace saddle::app
