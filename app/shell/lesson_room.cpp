#include "shell/lesson_room.h"

#include <algorithm>
#include <array>

#include "labs/arena/setup_properties.h"
#include "labs/concepts/page.h"
#include "lessons/arena_sight.h"

namespace saddle::app {

// What the user had, and the lesson in its place.
struct LessonRoom::Open {
  LessonPlayer player;
  LessonHands hands;
  ArenaSight arena;

  // Set aside.
  Document document;
  Workspace workspace;
  Focus focus;
  RunShelf runs;
  Histories histories;
  std::string lab;
  RunController::Aside run;
};

namespace {

// A step's question for a class. What comes of it the lesson shows; which is right says only how well it is known.
VoteQuestion vote_on(const LessonStep& step, const std::string& language) {
  VoteQuestion question{.ask = step.title.in(language), .choices = {}, .elsewhere = true};
  for (size_t i = 0; i < step.choices.size(); ++i) {
    question.choices.push_back(step.choices[i].text.in(language));
    if (step.choices[i].right) question.right = std::vector<size_t>{i};
  }
  return question;
}

bool matches(std::string_view pattern, std::string_view name) {
  if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
  return name == pattern || (name.starts_with(pattern) && name.size() > pattern.size() && name[pattern.size()] == '.');
}

bool any_matches(const std::vector<std::string>& patterns, std::string_view name) {
  return std::ranges::any_of(patterns, [&](const std::string& pattern) { return matches(pattern, name); });
}

// Whether a widget sets something of what is learned from: of the experiment, the race, or the page.
bool is_setting(std::string_view name, std::string_view lab, const std::string& page) {
  static constexpr std::array<std::string_view, 11> experiment{"preset",       "data.*",      "init",        "layer*",
                                                               "loss.*",       "optimizer.*", "training.*",  "rate",
                                                               "augmentation", "network.*",   "builder.edit"};
  static constexpr std::array<std::string_view, 7> arena{"scene", "function", "start", "steps",
                                                         "noise", "seed",     "racer*"};
  const auto among = [&](const auto& patterns) {
    return std::ranges::any_of(patterns, [&](std::string_view pattern) { return matches(pattern, name); });
  };
  if (lab == "network") return among(experiment);
  if (lab == "arena") return among(arena);
  return lab == "concepts" && name.starts_with(page) && name.size() > page.size() && name[page.size()] == '.';
}

bool starts_a_run(std::string_view name) {
  static constexpr std::array<std::string_view, 4> names{"train", "step", "arena.play", "arena.forward"};
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

const LessonPlayer* LessonRoom::player() const { return open_ ? &open_->player : nullptr; }
bool LessonRoom::busy() const { return open_ && open_->hands.busy(); }
const Document* LessonRoom::set_aside() const { return open_ ? &open_->document : nullptr; }
void LessonRoom::next() {
  if (open_) open_->player.next();
}
void LessonRoom::choose(int choice) {
  if (open_) open_->player.choose(choice);
}
void LessonRoom::solve() {
  if (open_) open_->player.solve();
}

bool LessonRoom::space_goes_on() const { return open_ && open_->player.step() && open_->player.can_go_on(); }

bool LessonRoom::holds_back(Action action) const {
  return open_ && open_->player.waits_for_choice() && (action == Action::train || action == Action::step);
}

void LessonRoom::turn(const Around& around) {
  if (leaves_ || asked_) leave(around);
  leaves_ = false;
  if (asked_) enter(around);
}

void LessonRoom::enter(const Around& around) {
  State& state = around.state;
  const std::shared_ptr<const Lesson> lesson = std::move(asked_);
  asked_ = nullptr;
  open_ = std::make_shared<Open>(Open{.player = LessonPlayer(lesson, state.settings.lessons[lesson->name]),
                                      .hands = {},
                                      .arena = {},
                                      .document = state.document,
                                      .workspace = state.settings.workspace,
                                      .focus = state.focus,
                                      .runs = std::move(state.runs),
                                      .histories = around.histories,
                                      .lab = std::string(around.labs.open_name()),
                                      .run = around.run.set_aside()});
  state.runs = {};
  state.focus = {};
  card_ = {};
  set_up(around);
}

void LessonRoom::set_up(const Around& around) {
  State& state = around.state;
  const LessonScene scene = staged(open_->player.lesson(), scene_of(around), around.presets);
  state.document = scene.document;
  state.settings.workspace = scene.workspace;
  state.focus.canvas = scene.canvas;
  state.focus.wanted_step = scene.arena_step;
  around.labs.ask(scene.lab);
  around.labs.turn();
  state.settings.lab = around.labs.open_name();
  around.histories = Histories(state.document);
  around.run.start(state.document.draft, false);
}

void LessonRoom::leave(const Around& around) {
  if (!open_) return;
  State& state = around.state;
  const std::shared_ptr<Open> was = std::move(open_);
  open_ = nullptr;
  leaves_ = false;
  state.settings.lessons[was->player.lesson().name] = was->player.progress();
  // A lab that was never opened has nothing of its own in the document, and would keep what the lesson left in it.
  Document document = std::move(was->document);
  if (document.labs["concepts"].empty())
    document.labs["concepts"] = {{"page", std::string(pages_in_order().front()->name)}};
  if (document.labs["arena"].empty()) document.labs["arena"] = properties_of(scenes().front().setup);
  state.document = std::move(document);
  state.settings.workspace = was->workspace;
  state.focus = was->focus;
  state.runs = std::move(was->runs);
  around.run.take_back(was->run);
  around.histories = was->histories;
  around.labs.ask(was->lab);
  around.labs.turn();
  state.settings.lab = around.labs.open_name();
}

LessonScene LessonRoom::scene_of(const Around& around) {
  const State& state = around.state;
  return {.lab = std::string(around.labs.open_name()),
          .document = state.document,
          .workspace = state.settings.workspace,
          .canvas = state.focus.canvas,
          .arena_step = around.lab_steps};
}

void LessonRoom::take_back(const LessonScene& scene, const LessonScene& before, Frame& frame, const Around& around) {
  State& state = around.state;
  if (scene.document.draft != before.document.draft) state.document.draft = scene.document.draft;
  for (const auto& [lab, own] : scene.document.labs) {
    const auto old = before.document.labs.find(lab);
    if (old == before.document.labs.end() || old->second != own) state.document.labs[lab] = own;
  }
  if (scene.workspace != before.workspace) frame.workspace = scene.workspace;
  if (scene.canvas != before.canvas) frame.focus.canvas = scene.canvas;
  if (scene.arena_step != before.arena_step) frame.focus.wanted_step = scene.arena_step;
  if (scene.lab != before.lab) around.labs.ask(scene.lab);
}

void LessonRoom::follow(Frame& frame, const Around& around, const ui::Marks& shown) {
  if (!open_) return;
  LessonPlayer& player = open_->player;
  const LessonScene before = scene_of(around);
  for (const LessonStep& step : player.lesson().steps) {
    if (player.step() != &step || !step.until) continue;
    for (const Probe& probe : probes_of(*step.until)) frame.training.watch(probe);
  }
  if (!open_->hands.busy()) {
    const std::vector<float>& answer = frame.reader.now.answer;
    player.observe({.scene = before,
                    .run = frame.training.now,
                    .arena = open_->arena,
                    .marks = &shown,
                    .digit = answer.empty() ? nullptr : &answer});
  }
  open_->hands.ask(player.take_wish());
  LessonScene scene = before;
  open_->hands.follow(frame, scene);
  take_back(scene, before, frame, around);
  frame.focus.predicted = player.ghost(frame.ui.language.code());
  around.state.settings.lessons[player.lesson().name] = player.progress();
  const std::string page = page_of(before.document);
  locks_.why = [this, &ui = frame.ui, page, lab = before.lab](std::string_view name) {
    return reason(name, ui, page, lab);
  };
  frame.ui.locks = &locks_;
}

std::string LessonRoom::reason(std::string_view name, const ui::Ui& ui, const std::string& page,
                               std::string_view lab) const {
  if (!open_) return {};
  const LessonPlayer& player = open_->player;
  const bool setting = is_setting(name, lab, page);
  if (player.waits_for_choice() && (starts_a_run(name) || (setting && lab != "network")))
    return std::string(ui.tr("Say first what you expect, on the card of the lesson"));
  const Lesson& lesson = player.lesson();
  const bool live = !lesson.live || !setting || any_matches(*lesson.live, name);
  if (player.at_end() || (live && !any_matches(lesson.locked, name))) return {};
  return std::string(ui.tr("Not needed in this lesson"));
}

void LessonRoom::draw(Frame& frame, const LessonCard::Areas& areas, const ui::Marks& shown) {
  if (!open_) return;
  LessonPlayer& player = open_->player;
  const CardEvent event = card_.draw(frame.ui, player, areas, open_->hands.busy());
  card_.draw_frames(frame.ui, player, shown);
  switch (event.kind) {
    case CardEvent::Kind::none:
      break;
    case CardEvent::Kind::next:
      player.next();
      break;
    case CardEvent::Kind::back:
      player.back();
      break;
    case CardEvent::Kind::leave:
      ask_to_leave();
      break;
    case CardEvent::Kind::fold:
      card_.fold(!card_.folded());
      break;
    case CardEvent::Kind::choose:
      player.choose(event.choice);
      break;
    case CardEvent::Kind::ask:
      frame.focus.wanted_vote = vote_on(*player.step(), frame.ui.language.code());
      break;
    case CardEvent::Kind::show:
      player.show();
      break;
  }
}

Settings LessonRoom::settings_to_store(const State& state) const {
  Settings settings = state.settings;
  if (!open_) return settings;
  settings.workspace = open_->workspace;
  settings.lab = open_->lab;
  settings.draft = open_->document.draft;
  return settings;
}

}  // namespace saddle::app
