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

}  // namespace

Application::Application(ApplicationOptions options, std::function<void()> wake)
    : options_(std::move(options)),
      settings_(options_.settings),
      analyses_(options_.data_directory),
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

// Fonts, colors and measures of the current ImGui context.
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

void Application::use(plot::SurfaceRenderer& renderer) {
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
              .analyses = analyses_,
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

}  // namespace saddle::app
