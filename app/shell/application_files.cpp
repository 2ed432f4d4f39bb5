// What the application does with files: opening, saving what is seen, remembering.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <imgui_internal.h>

#include "model/panel.h"
#include "panels/runs/run_words.h"
#include "saddle/picture.h"
#include "saddle/text_file.h"
#include "shell/application.h"
#include "shell/curves_csv.h"
#include "shell/run_store.h"
#include "shell/software_renderer.h"
#include "shell/train_command.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds storing_interval{2};

std::string ending_of(FilePurpose purpose) {
  switch (purpose) {
    case FilePurpose::model:
    case FilePurpose::checkpoint:
      return ".npz";
    case FilePurpose::picture:
      return ".png";
    case FilePurpose::curves:
      return ".csv";
    case FilePurpose::open:
    case FilePurpose::experiment:
      break;
  }
  return ".json";
}

// "Simple convnet" -> "simple-convnet": what every file system takes; letters of other scripts stay.
std::string file_stem(const std::string& name) {
  std::string stem;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || byte >= 0x80) {
      stem += static_cast<char>(std::tolower(byte));
    } else if (!stem.empty() && stem.back() != '-') {
      stem += '-';
    }
  }
  while (!stem.empty() && stem.back() == '-') stem.pop_back();
  return stem.empty() ? "saddle" : stem;
}

PixelImage cut(const PixelImage& whole, const ui::Mark& to) {
  const auto within = [](float at, int size) { return std::clamp(static_cast<int>(std::lround(at)), 0, size); };
  const int left = within(to.left, whole.width), right = within(to.right, whole.width),
            top = within(to.top, whole.height), bottom = within(to.bottom, whole.height);
  PixelImage part{.width = right - left, .height = bottom - top, .channels = whole.channels};
  for (int y = top; y < bottom; ++y) {
    const auto row = whole.pixels.begin() + static_cast<std::ptrdiff_t>(y) * whole.width * whole.channels;
    part.pixels.insert(part.pixels.end(), row + left * whole.channels, row + right * whole.channels);
  }
  return part;
}

}  // namespace

void Application::draw_file_menu(Frame& frame) {
  ui::Ui& ui = frame.ui;
  constexpr const char* name = "###file_menu";
  if (ui::button(ui, "file", ui.tr("File"), {.look = ui::Look::quiet})) ImGui::OpenPopup(name);
  const ui::Mark& at = marks_.at("file");
  ImGui::SetNextWindowPos({at.left, at.bottom + ui.px(6)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(8), ui.px(8)});
  if (ImGui::BeginPopup(name, ImGuiWindowFlags_NoMove)) {
    for (const Shortcut& shortcut : shortcuts()) {
      if (shortcut.section != "Files" && shortcut.action != Action::full_screen && shortcut.action != Action::keys)
        continue;
      const std::string mark = "file/" + std::string(shortcut.name);
      const bool nothing_yet = !now_->experiment || now_->steps == 0;
      const bool needs_steps = shortcut.action == Action::save_model || shortcut.action == Action::save_checkpoint;
      const std::string keys = keys_of(shortcut.action);
      if (ImGui::MenuItem(ui::labeled(ui.tr(shortcut.help), mark).c_str(), keys.c_str(), false,
                          !(needs_steps && nothing_yet)))
        act(frame, {shortcut.action});
      ui.mark(mark, keys, !(needs_steps && nothing_yet));
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

void Application::ask_for_file(FilePurpose purpose) {
  copy_when_saved_ = false;
  if (purpose == FilePurpose::open) return dialog_.ask(purpose, "");
  fs::path folder = settings_.recent.empty() ? fs::path() : fs::path(settings_.recent.front()).parent_path();
  const char* home = std::getenv("HOME");
  if (folder.empty() && home) folder = home;
  std::string stem = file_stem(draft_.experiment.name);
  if (purpose == FilePurpose::checkpoint) stem += "-checkpoint";
  std::vector<ui::Option> subjects;
  if (purpose == FilePurpose::picture) {
    for (const auto& [mark, rect] : shown_) {
      if (!mark.starts_with("pane") || !mark.ends_with(".area")) continue;
      const auto type = std::ranges::find(panels::all(), rect.text, &PanelType::name);
      if (type != panels::all().end()) subjects.push_back({mark, std::string(language_(type->title))});
    }
    subjects.push_back({"", std::string(language_("The whole window"))});
  }
  dialog_.ask(purpose, (folder / (stem + ending_of(purpose))).string(), std::move(subjects));
}

void Application::answer(Frame& frame, const PathDialog::Answer& answer) {
  const std::string& file = answer.path;
  notice_.reset();
  switch (answer.purpose) {
    case FilePurpose::open:
      return open(file);
    case FilePurpose::experiment:
      save_in_background(file, [file, experiment = draft_.experiment] { save_experiment(file, experiment); });
      if (std::exchange(copy_when_saved_, false))
        ImGui::SetClipboardText(train_command_of_file(file, options_.data_directory).c_str());
      return;
    case FilePurpose::model:
    case FilePurpose::checkpoint:
      saving_ = ModelSave{file, now_->obeyed};
      frame.training.send(command::Save{file, answer.purpose == FilePurpose::checkpoint});
      return;
    case FilePurpose::picture:
      picture_ = answer;
      return;
    case FilePurpose::curves:
      return save_curves(file);
  }
}

void Application::save_in_background(std::string file, std::function<void()> save, std::function<void()> then) {
  background_.run([this, file = std::move(file), save = std::move(save), then]() -> Background::Sequel {
    std::optional<Issue> issue;
    try {
      save();
    } catch (const Error& error) {
      issue = error.issue();
    }
    return [this, file, issue, then] {
      then();
      notice_ = issue;
      if (issue) return;
      done_ = fmt::format(fmt::runtime(language_("Saved: {}")), file);
      done_at_ = Clock::now();
      remember_file(file);
    };
  });
}

// The worker saves its model between two steps.
void Application::follow_save() {
  if (!saving_ || now_->obeyed <= saving_->obeyed) return;
  if (now_->saved == saving_->file) {
    done_ = fmt::format(fmt::runtime(language_("Saved: {}")), saving_->file);
    done_at_ = Clock::now();
    remember_file(saving_->file);
    saving_.reset();
  } else if (now_->refusal) {
    notice_ = now_->refusal;
    saving_.reset();
  }
}

void Application::save_curves(const std::string& file) {
  const ui::Ui ui{theme_, language_, fonts_, plots_, marks_};
  std::vector<CsvRun> runs;
  if (now_->steps > 0 && now_->experiment)
    runs.push_back({title_of(ui, *now_->experiment), now_->curves, now_->steps_per_epoch,
                    flops_per_step(*now_->experiment, options_.data_directory)});
  for (const KeptRun& run : runs_.runs()) {
    if (run.shown && !runs_.is_live(run))
      runs.push_back({title_of(ui, run), run.curves, run.steps_per_epoch,
                      flops_per_step(run.experiment, options_.data_directory)});
  }
  save_in_background(file, [file, runs = std::move(runs)] { write_text_file(file, curves_csv(runs)); });
}

// Drawn once more into a context of its own, at the sharpness that is wanted: what the window shows stays as it is.
// Laying out takes a few frames; the pixels are made on the background's thread.
void Application::save_picture(const PathDialog::Answer& answer) {
  constexpr int frames = 4;  // layout settles over a few
  ImGuiContext* const window = ImGui::GetCurrentContext();
  const ImGuiIO& from = ImGui::GetIO();
  const ui::Marks marks = marks_, shown = shown_;
  const ui::Fonts fonts = fonts_;
  const plot::Style style = plots_.style;
  const auto factor = static_cast<float>(answer.factor);

  ImGuiContext* const context = ImGui::CreateContext();
  ImGui::SetCurrentContext(context);
  context->FrameCount = context->FrameCountEnded = context->FrameCountRendered = window->FrameCount;
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {from.DisplaySize.x * factor, from.DisplaySize.y * factor};
  io.DeltaTime = 1.0f / 60;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  const double scale = settings_.scale;
  settings_.scale = scale * answer.factor;
  dress(settings_.scale);
  unsigned char* alpha = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsAlpha8(&alpha, &width, &height);
  posing_ = true;
  for (int frame = 0; frame < frames; ++frame) {
    ImGui::NewFrame();
    draw();
    ImGui::Render();
  }
  posing_ = false;
  const auto pane = marks_.find(answer.subject);
  const ui::Mark crop = pane != marks_.end() ? pane->second : ui::Mark{0, 0, io.DisplaySize.x, io.DisplaySize.y};
  const ImDrawData* data = ImGui::GetDrawData();
  ImFontAtlas* const atlas = io.Fonts;

  ImGui::SetCurrentContext(window);
  settings_.scale = scale;
  fonts_ = fonts;
  plots_.style = style;
  marks_ = marks;
  shown_ = shown;
  posed_.push_back(context);
  save_in_background(
      answer.path,
      [file = answer.path, data, atlas, crop, ground = theme_.window] {
        write_png(file, cut(render_in_software(*data, *atlas, ground), crop));
      },
      [this, context] {
        std::erase(posed_, context);
        ImGui::DestroyContext(context);
      });
}

void Application::copy_command() {
  const auto command = train_command(draft_.experiment, presets_, draft_.preset, options_.data_directory);
  if (!command) {
    ask_for_file(FilePurpose::experiment);
    copy_when_saved_ = true;
    return;
  }
  ImGui::SetClipboardText(command->c_str());
  done_ = fmt::format(fmt::runtime(language_("Copied: {}")), *command);
  done_at_ = Clock::now();
}

void Application::remember_file(const std::string& file) {
  std::error_code error;
  const fs::path whole = fs::absolute(file, error);
  const std::string path = error ? file : whole.lexically_normal().string();
  std::erase(settings_.recent, path);
  settings_.recent.insert(settings_.recent.begin(), path);
  if (settings_.recent.size() > most_recent_files) settings_.recent.resize(most_recent_files);
}

void Application::store_runs() {
  auto changed = runs_.take_changed();
  auto removed = runs_.take_removed();
  if (options_.runs.empty() || (changed.empty() && removed.empty())) return;
  background_.run([folder = options_.runs, changed = std::move(changed), removed = std::move(removed)] {
    for (const std::string& id : removed) remove_run(folder, id);
    try {
      for (const KeptRun& run : changed) save_run(folder, run);
    } catch (const Error&) {
      // A disk that is full costs the runs their next start, nothing now.
    }
    return Background::Sequel();
  });
}

void Application::store_settings() {
  if (settings_.draft != draft_) settings_.draft = draft_;
  if (options_.settings_file.empty() || settings_ == stored_) return;
  const auto now = Clock::now();
  if (now - stored_at_ < storing_interval) return;
  stored_at_ = now;
  stored_ = settings_;
  background_.run([file = options_.settings_file, settings = settings_] {
    save_settings(file, settings);
    return Background::Sequel();
  });
}

}  // namespace saddle::app
