#include "shell/application.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui_internal.h>

#include "saddle/catalog.h"
#include "saddle/trainer.h"
#include "shell/assets.h"
#include "shell/run_store.h"
#include "ui/keys.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr double least_scale = 0.6, most_scale = 4, scale_step = 1.1;
constexpr std::chrono::seconds said_for{6};

// The shipped model needs no data to be asked, only to know the shape of a digit.
command::Start reader_start() {
  const auto model = assets_directory() / "models/digits.npz";
  Experiment experiment = experiment_of_model(model);
  experiment.data = {"procedural_digits", {{"train", 1}, {"test", 1}}};
  experiment.augmentation = {};
  experiment.training = {{"batch_size", 1}, {"threads", 1}};
  return {.experiment = experiment, .data_directory = {}, .run = false, .model = model};
}

// What decides a run: names and remarks do not.
Experiment essence(Experiment experiment) {
  experiment.name.clear();
  experiment.chapter.clear();
  experiment.about.clear();
  experiment.reference.clear();
  return experiment;
}

}  // namespace

Application::Application(ApplicationOptions options, std::function<void()> wake)
    : options_(std::move(options)),
      settings_(options_.settings),
      thoughts_(options_.data_directory),
      presets_(presets_in(assets_directory() / "presets")),
      history_({}),
      stored_(options_.settings),
      lab_types_(labs::all()),
      background_(options_.threading == Session::Threading::worker ? Background::Threading::worker
                                                                   : Background::Threading::none,
                  wake) {
  draft_ = options_.draft
               ? *options_.draft
               : Document{options_.experiment, preset_or_file(options_.experiment, assets_directory() / "presets")};
  runs_.restore(load_runs(options_.runs));
  seen_ = draft_;
  history_ = History(draft_);
  std::ranges::stable_sort(lab_types_, {}, &LabType::order);
  std::vector<Entry> names;
  for (const LabType& type : lab_types_) {
    if (type.name == options_.lab) next_lab_ = labs_.size();
    labs_.push_back(type.make());
    labs_.back()->connect({wake, options_.threading == Session::Threading::worker, options_.train});
    names.push_back({.name = type.name, .title = type.title, .help = type.help});
  }
  catalog::get(names, options_.lab, "--lab");
  open_lab(next_lab_);
  load_language(settings_.language);
  reader_.session = std::make_shared<Session>(options_.threading, wake);
  training_.session = options_.run ? options_.run : std::make_shared<Session>(options_.threading, wake);
  if (options_.run) {
    draft_.experiment = *options_.run->latest()->experiment;
    seen_ = draft_;
    history_ = History(draft_);
  } else {
    training_.session->send(command::Start{.experiment = draft_.experiment,
                                           .data_directory = options_.data_directory,
                                           .run = options_.train && !labs_[lab_]->steps()});
  }
  try {
    reader_.session->send(reader_start());
  } catch (const Error& error) {
    notice_ = error.issue();  // everything but the shipped model's answers still works
  }
  now_ = training_.session->latest();
  reader_now_ = reader_.session->latest();
  for (const KeptRun& run : runs_.runs()) extra_characters_ += run.name;
  for (const std::string& file : settings_.recent) extra_characters_ += file;
  extra_characters_ += draft_.preset + draft_.experiment.name;
}

Application::~Application() {
  runs_.observe(*training_.session->latest());
  runs_.close();
  store_runs();
  background_.finish();
  for (ImGuiContext* context : posed_) ImGui::DestroyContext(context);
}

void Application::load_language(const std::string& code) {
  language_ = code == "en" ? ui::Language() : ui::Language(code, locale_directory() / (code + ".mo"));
  settings_.language = next_language_ = code;
  fonts_stale_ = true;
}

bool Application::prepare() {
  if (next_language_ != settings_.language) load_language(next_language_);
  if (!fonts_stale_) return false;
  fonts_stale_ = false;
  dress(settings_.scale);
  return true;
}

// Fonts, colours and measures of the current ImGui context.
void Application::dress(double new_scale) {
  const auto scale = static_cast<float>(new_scale);
  fonts_ = ui::load_fonts(scale, language_.all_text() + extra_characters_);
  theme_ = settings_.dark ? ui::dark_theme() : ui::light_theme();
  ui::apply(theme_, scale);
  plots_.style = theme_.plot;
  plots_.style.scale = scale;
  plots_.style.small = fonts_.caption;
  plots_.style.title = fonts_.strong;
  plots_.words.fit = language_("Fit");
  plots_.words.skipped = language_("{} values ≤ 0 not shown");
}

// What the user types is drawn in its own letters, whatever the language of the window.
void Application::need_characters() {
  for (const ImWchar c : ImGui::GetIO().InputQueueCharacters) {
    if (c < 0x80 || fonts_.body->FindGlyphNoFallback(c)) continue;
    char text[5] = {};
    ImTextCharToUtf8(text, c);
    if (extra_characters_.find(text) != std::string::npos) continue;  // no font has it
    extra_characters_ += text;
    fonts_stale_ = true;
  }
}

bool Application::pump() {
  bool busy = training_.session->pump();
  busy = reader_.session->pump() || busy;
  for (const auto& lab : labs_) busy = lab->pump() || busy;
  return busy;
}

void Application::open_lab(size_t lab) {
  lab_ = next_lab_ = lab;
  settings_.lab = lab_types_[lab].name;
}

void Application::use(plot::SceneRenderer& renderer) {
  for (const auto& lab : labs_) lab->use(renderer);
}

bool Application::moving() const { return labs_[lab_]->moving(); }

int64_t Application::steps() const { return labs_[lab_]->steps().value_or(now_->steps); }

bool Application::ended() const {
  if (labs_[lab_]->steps()) return !labs_[lab_]->moving();
  return now_->status == Status::finished || now_->status == Status::diverged;
}

bool Application::busy() const {
  return now_->status == Status::running || now_->status == Status::loading || background_.busy();
}

bool Application::answered() const {
  const auto has = [](const Line& line, const Snapshot& now) {
    if (now.status == Status::idle || now.status == Status::loading) return false;
    return std::ranges::all_of(line.watched, [&](const Probe& probe) {
      const Reading* reading = now.reading(probe);
      return reading && (reading->complete || now.status == Status::running);
    });
  };
  return has(training_, *now_) && has(reader_, *reader_now_) && !labs_[lab_]->waiting();
}

bool Application::outdated() const {
  return !now_->experiment || essence(*now_->experiment) != essence(draft_.experiment) ||
         now_->status == Status::failed;
}

void Application::open(const std::string& file) {
  notice_.reset();
  try {
    draft_ = {file, file.ends_with(".npz") ? experiment_of_model(file) : load_experiment(file)};
    training_.session->send(command::Start{.experiment = draft_.experiment,
                                           .data_directory = options_.data_directory,
                                           .run = false,
                                           .model = file.ends_with(".npz") ? file : std::string()});
    seen_ = draft_;
    extra_characters_ += file + draft_.experiment.name;
    fonts_stale_ = true;
    remember_file(file);
  } catch (const Error& error) {
    notice_ = error.issue();
  }
}

void Application::Line::flush() {
  if (watched != asked) {
    asked = watched;
    outbox.push_back(command::Watch{asked});
  }
  for (Command& command : outbox) session->send(std::move(command));
  outbox.clear();
}

void Application::train(Frame& frame) {
  if (now_->status == Status::running) {
    frame.training.send(command::Pause{});
  } else if (frame.outdated || now_->status == Status::diverged) {
    frame.training.send(
        command::Start{.experiment = draft_.experiment, .data_directory = options_.data_directory, .run = true});
  } else {
    frame.training.send(command::Run{});
  }
}

void Application::reset(Frame& frame) {
  frame.training.send(
      command::Start{.experiment = draft_.experiment, .data_directory = options_.data_directory, .run = false});
}

// Live properties go to the worker at once; before the first step any other change rebuilds the net, so that what is
// shown is what will be trained.
void Application::follow_draft(Feed& feed) {
  if (draft_ == seen_) return;
  // Whoever changed it has begun a run of it as well.
  const bool begun = std::ranges::any_of(
      feed.outbox, [](const Command& command) { return std::holds_alternative<command::Start>(command); });
  if (begun) {
    seen_ = draft_;
    return;
  }
  const Choice &before = seen_.experiment.optimizer, &after = draft_.experiment.optimizer;
  Experiment same_rates = seen_.experiment;
  same_rates.optimizer = after;
  if (before.type == after.type && same_rates == draft_.experiment && now_->experiment) {
    for (const Property& p : catalog::get(catalog::optimizers(), after.type, "optimizer").properties) {
      const Value value = value_of(after.properties, p);
      if (p.live && value != value_of(before.properties, p))
        feed.send(command::Tune{"optimizer." + std::string(p.name), value});
    }
  } else if (now_->steps == 0 && now_->status != Status::running && thoughts_.of(draft_.experiment).faults.empty()) {
    feed.send(command::Start{.experiment = draft_.experiment, .data_directory = options_.data_directory});
  }
  seen_ = draft_;
}

void Application::keys(Frame& frame) {
  if (dialog_.open() || keys_shown_) return;
  const auto pressed = pressed_shortcut();
  if (pressed && belongs_to_every_lab(pressed->action)) return act(frame, *pressed);
  if (ImGui::GetIO().WantTextInput || labs_[lab_]->keys(frame)) return;
  if (pressed) act(frame, *pressed);
}

void Application::act(Frame& frame, Pressed pressed) {
  const bool running = now_->status == Status::running, loading = now_->status == Status::loading,
             faulty = !thoughts_.of(draft_.experiment).faults.empty();
  switch (pressed.action) {
    case Action::train:
      if (!ImGui::GetIO().NavVisible && (!faulty || running) && !loading) train(frame);
      return;
    case Action::step:
      if (!running && !faulty && !loading && !frame.outdated) frame.training.send(command::Step{});
      return;
    case Action::reset:
      if (!faulty && !loading) reset(frame);
      return;
    case Action::undo:
      return history_.undo(draft_);
    case Action::redo:
      return history_.redo(draft_);
    case Action::open:
      return ask_for_file(FilePurpose::open);
    case Action::save_experiment:
      return ask_for_file(FilePurpose::experiment);
    case Action::save_model:
      return ask_for_file(FilePurpose::model);
    case Action::save_checkpoint:
      return ask_for_file(FilePurpose::checkpoint);
    case Action::save_picture:
      return ask_for_file(FilePurpose::picture);
    case Action::save_curves:
      return ask_for_file(FilePurpose::curves);
    case Action::copy_command:
      return copy_command();
    case Action::lab:
      if (static_cast<size_t>(pressed.number) < labs_.size()) next_lab_ = static_cast<size_t>(pressed.number);
      return;
    case Action::panel:
      frame.focus.wanted_panel = pressed.number;
      return;
    case Action::full_screen:
      full_screen_ = !full_screen_;
      return;
    case Action::larger:
      return rescale(settings_.scale * scale_step);
    case Action::smaller:
      return rescale(settings_.scale / scale_step);
    case Action::usual_size:
      return rescale(1);
    case Action::keys:
      keys_shown_ = true;
      return;
  }
}

void Application::rescale(double scale) {
  settings_.scale = std::clamp(std::round(scale * 20) / 20, least_scale, most_scale);
  fonts_stale_ = true;
}

void Application::resized(int width, int height) {
  settings_.width = width;
  settings_.height = height;
}

void Application::draw(std::span<const ImVec2> trail) {
  if (next_lab_ != lab_) open_lab(next_lab_);
  now_ = training_.session->latest();
  reader_now_ = reader_.session->latest();
  runs_.observe(*now_);
  shown_.swap(marks_);
  marks_.clear();
  training_.watched.clear();
  reader_.watched.clear();
  ui::Ui ui{theme_, language_, fonts_, plots_, marks_, static_cast<float>(settings_.scale), trail};
  Feed training{*now_, training_.outbox, training_.watched}, reader{*reader_now_, reader_.outbox, reader_.watched};
  Frame frame{.ui = ui,
              .draft = draft_,
              .training = training,
              .reader = reader,
              .workspace = settings_.workspace,
              .focus = focus_,
              .runs = runs_,
              .thoughts = thoughts_,
              .presets = presets_,
              .data_directory = options_.data_directory,
              .outdated = outdated()};

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushFont(fonts_.body);
  ImGui::Begin("###saddle", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar(2);
  if (!posing_) {
    need_characters();
    background_.deliver();
    keys(frame);
  }
  draw_bar(frame);
  if (!posing_ && notice_ && ui::notice(ui, "notice", ui::Tone::error, language_(*notice_), ui.tr("Close")))
    notice_.reset();
  labs_[lab_]->draw(frame);
  focus_.wanted_panel = -1;  // of this frame only
  if (!posing_ && !done_.empty()) {
    ui::toast(ui, "done", done_);
    if (std::chrono::steady_clock::now() - done_at_ > said_for) done_.clear();
  }
  if (const auto answered = dialog_.draw(ui, settings_.recent)) answer(frame, *answered);
  if (keys_shown_ && !posing_) keys_shown_ = draw_keys_overlay(ui, labs_[lab_]->key_list());
  ImGui::End();
  ImGui::PopFont();

  history_.observe(draft_, ImGui::IsAnyItemActive());
  follow_draft(training);
  training_.flush();
  reader_.flush();
  if (posing_) return;
  follow_save();
  store_runs();
  store_settings();
  if (picture_) save_picture(*std::exchange(picture_, {}));
}

void Application::draw_bar(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(10)});
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 0);
  ImGui::BeginChild("###bar", {0, ui.px(54)}, false,
                    ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar);
  ImGui::PopStyleVar(2);
  ui::text(ui, "Saddle", theme_.accent, fonts_.title);
  ImGui::SameLine(0, ui.px(18));
  ImGui::SetCursorPosY(ui.px(11));
  draw_tabs(ui);
  ImGui::SameLine(0, ui.px(18));
  if (!labs_[lab_]->draw_controls(frame)) draw_run_buttons(frame);
  draw_looks(frame);
  ImGui::EndChild();
}

void Application::draw_tabs(ui::Ui& ui) {
  for (size_t lab = 0; lab < labs_.size(); ++lab) {
    const LabType& type = lab_types_[lab];
    if (lab > 0) ImGui::SameLine(0, ui.px(2));
    const std::string help = std::string(ui.tr(type.help)) + "  Ctrl+" + std::to_string(lab + 1);
    if (ui::button(ui, "lab." + std::string(type.name), ui.tr(type.title),
                   {.look = lab == lab_ ? ui::Look::plain : ui::Look::quiet, .tooltip = help}))
      next_lab_ = lab;
  }
}

void Application::draw_run_buttons(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const bool running = now_->status == Status::running, loading = now_->status == Status::loading,
             faulty = !thoughts_.of(draft_.experiment).faults.empty();
  const std::string why(faulty ? std::string(ui.tr("Something cannot be built: see what is marked red"))
                               : with_keys(ui.tr("Trains until all epochs are done, or pauses"), Action::train));
  const std::string step_help = with_keys(ui.tr("One mini-batch: forward, backward, update"), Action::step),
                    reset_help =
                        with_keys(ui.tr("Back to the first weights, with the experiment as it stands on the left"),
                                  Action::reset);
  const std::string_view word = running                             ? ui.tr("Pause")
                                : frame.outdated && now_->steps > 0 ? ui.tr("Train anew")
                                                                    : ui.tr("Train|button");
  if (ui::button(ui, "train", word,
                 {.look = ui::Look::primary,
                  .size = {ui.px(112), 0},
                  .enabled = (!faulty || running) && !loading,
                  .tooltip = why}))
    train(frame);
  ImGui::SameLine();
  if (ui::button(ui, "step", ui.tr("Step"),
                 {.enabled = !running && !faulty && !loading && !frame.outdated, .tooltip = step_help})) {
    frame.training.send(command::Step{});
  }
  ImGui::SameLine();
  if (ui::button(ui, "reset", ui.tr("Reset"), {.enabled = !faulty && !loading, .tooltip = reset_help})) reset(frame);
  ImGui::SameLine(0, ui.px(16));
  std::string state(ui.tr(name_of(now_->status)));
  if (now_->steps > 0) {
    state += " · " + fmt::format(fmt::runtime(ui.tr("step {} of {}")), now_->steps, now_->total_steps);
  }
  ImGui::AlignTextToFramePadding();
  ui::text(ui, state, theme_.muted, fonts_.body);
  ui.mark("status", std::string(name_of(now_->status)));
  if (now_->steps > 0) ui.mark("status.steps", std::to_string(now_->steps));
}

void Application::draw_looks(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const std::string_view language = settings_.language == "en" ? "한국어" : "English";
  const std::string_view look = settings_.dark ? ui.tr("Light") : ui.tr("Dark");
  const std::string scale = fmt::format("{:.0f} %", 100 * settings_.scale);
  const auto width = [&](std::string_view text) {
    return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x + ui.px(20);
  };
  const float gap = ui.px(4), total = width(ui.tr("File")) + width(language) + width(look) + width(scale) +
                                      3 * width("+") + 6 * gap + ui.px(12);
  ImGui::SameLine(std::max(ImGui::GetCursorPosX(), ImGui::GetWindowWidth() - total - ui.px(12)));
  draw_file_menu(frame);
  ImGui::SameLine(0, gap);
  if (ui::button(ui, "language", language, {.look = ui::Look::quiet}))
    next_language_ = settings_.language == "en" ? "ko" : "en";
  ImGui::SameLine(0, gap);
  if (ui::button(ui, "theme", look, {.look = ui::Look::quiet})) {
    settings_.dark = !settings_.dark;
    fonts_stale_ = true;
  }
  ImGui::SameLine(0, gap);
  const std::string smaller = with_keys(ui.tr("Everything smaller"), Action::smaller),
                    larger = with_keys(ui.tr("Everything larger, for the back row"), Action::larger),
                    keys_help = with_keys(ui.tr("All keys"), Action::keys);
  if (ui::button(ui, "smaller", "−", {.look = ui::Look::quiet, .tooltip = smaller}))
    rescale(settings_.scale / scale_step);
  ImGui::SameLine(0, gap);
  ImGui::AlignTextToFramePadding();
  ui::text(ui, scale, theme_.muted, fonts_.body);
  ui.mark("scale", scale);
  ImGui::SameLine(0, gap);
  if (ui::button(ui, "larger", "+", {.look = ui::Look::quiet, .tooltip = larger}))
    rescale(settings_.scale * scale_step);
  ImGui::SameLine(0, gap);
  if (ui::button(ui, "keys.list", "?", {.look = ui::Look::quiet, .tooltip = keys_help})) keys_shown_ = true;
}

}  // namespace saddle::app
