#include <algorithm>

#include <fmt/format.h>

#include "labs/book/book_card.h"
#include "labs/book/book_stages.h"
#include "labs/book/chapter_more.h"
#include "labs/book/lesson_list.h"
#include "labs/side/side_panel.h"
#include "model/lab.h"
#include "shell/assets.h"
#include "ui/widgets.h"

// The experiments of the book by chapter: each is opened with a click, or made here and held against its figures.
namespace saddle::labs {
namespace {

using namespace app;

std::vector<const BookExperiment*> of_chapter(int chapter) {
  std::vector<const BookExperiment*> found;
  for (const BookExperiment& experiment : catalog::book()) {
    if (experiment.chapter == chapter) found.push_back(&experiment);
  }
  return found;
}

class BookLab final : public Lab {
 public:
  void connect(const LabServices& services) override { services_ = services; }

  void draw(Frame& frame) override {
    if (!maker_) maker_ = std::make_unique<BookMaker>(services_.threads, services_.wake);
    remember(frame);
    const ui::Ui& ui = frame.ui;
    const float gap = ui.px(10);
    const ImVec2 start = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const auto areas = side_.part(frame, {start.x + gap, start.y + gap}, {room.x - 2 * gap, room.y - 2 * gap});
    if (areas.side) {
      ImGui::SetCursorScreenPos(areas.side->corner);
      ImGui::BeginChild("###book.side", areas.side->size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
      draw_chapters(frame);
      ImGui::EndChild();
    }
    if (!areas.rest) return;
    ImGui::SetCursorScreenPos(areas.rest->corner);
    ImGui::BeginChild("###book.cards", areas.rest->size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    draw_cards(frame);
    ImGui::EndChild();
  }

  void add_controls(Frame& frame, ui::Toolbar& bar) override { side_.add_button(frame, bar); }
  bool takes(Action action) const override { return action == Action::side_panel; }
  void act(Frame& frame, Pressed pressed) override {
    if (pressed.action == Action::side_panel) side_.toggle(frame.workspace);
  }
  bool pump() override { return maker_ && maker_->pump(); }
  bool waiting() const override { return maker_ && maker_->busy(); }

 private:
  void draw_chapters(Frame& frame) {
    ui::Ui& ui = frame.ui;
    const std::string lessons(ui.tr("Lessons"));
    if (ImGui::Selectable(ui::labeled(lessons, "book.lessons").c_str(), lessons_)) lessons_ = true;
    ui.mark("book.lessons", lessons);
    ui::tooltip(ui, lessons, ui.tr("Step by step: look, predict, do, explain."));
    ImGui::Dummy({0, ui.px(8)});
    ui::heading(ui, ui.tr("Chapters"));
    const auto& progress = *frame.book_progress;
    for (int chapter = first_chapter; chapter <= last_chapter; ++chapter) {
      const auto experiments = of_chapter(chapter);
      const auto made = std::ranges::count_if(experiments, [&](const auto* one) {
        const auto found = progress.find(one->name);
        return found != progress.end() && found->second.figures;
      });
      const std::string name = fmt::format("book.chapter{}", chapter), title(ui.tr(chapter_title(chapter)));
      if (ImGui::Selectable(ui::labeled(title, name).c_str(), !lessons_ && chapter == chapter_)) {
        chapter_ = chapter;
        lessons_ = false;
      }
      ui.mark(name, title);
      ui::tooltip(ui, title,
                  fmt::format(fmt::runtime(ui.tr("{} of {} experiments were compared.")), made, experiments.size()));
    }
    ImGui::Dummy({0, ui.px(8)});
    ui::heading(ui, ui.tr("Seeds"));
    ui::number(ui, "book.seeds", seeds_, {.min = 1, .max = 100});
    ui::paragraph(ui, "book.seeds.help",
                  ui.tr("Each experiment is trained so often, from other first weights. The book's figure agrees where "
                        "it could be one run more."));
  }

  void draw_cards(Frame& frame) {
    if (lessons_) return draw_lesson_list(frame);
    ui::Ui& ui = frame.ui;
    const auto experiments = of_chapter(chapter_);
    ui::heading(ui, ui.tr(chapter_title(chapter_)));
    if (maker_->busy()) {
      if (ui::button(ui, "book.stop", ui.tr("Stop"))) maker_->stop();
    } else if (ui::button(ui, "book.make", ui.tr("Run the chapter"), {.look = ui::Look::primary})) {
      std::vector<std::string> names;
      for (const auto* one : experiments) names.emplace_back(one->name);
      make(frame, std::move(names));
    }
    for (const BookExperiment* experiment : experiments) {
      ImGui::Dummy({0, ui.px(6)});
      ImGui::Separator();
      ImGui::Dummy({0, ui.px(2)});
      switch (draw_book_card(frame, *experiment, *maker_, seeds_)) {
        case BookWish::nothing:
          break;
        case BookWish::open:
          open(frame, *experiment, Opening::run);
          break;
        case BookWish::page:
          open(frame, *experiment, Opening::page);
          break;
        case BookWish::ask:
          open(frame, *experiment, Opening::ask);
          break;
        case BookWish::make:
          make(frame, {std::string(experiment->name)});
          break;
        case BookWish::stop:
          maker_->stop();
          break;
      }
    }
    draw_more_of_chapter(frame, chapter_);
  }

  void make(const Frame& frame, std::vector<std::string> names) {
    maker_->make(std::move(names),
                 {.seeds = seeds_, .presets = assets_directory() / "presets", .data_directory = frame.data_directory});
  }

  enum class Opening { run, ask, page };
  static void open(Frame& frame, const BookExperiment& experiment, Opening how) {
    const BookStage& stage = book_stage(experiment.name);
    StageWish wish = wish_of(stage);
    wish.run = how == Opening::run;
    if (how == Opening::page) wish.actions += "; lab concepts";
    frame.focus.wanted_stage = std::move(wish);
    if (how == Opening::ask) {
      frame.focus.wanted_vote = book_question(experiment.name, frame.ui.language);
      frame.focus.vote_wanted = !frame.focus.wanted_vote;
    }
    if (frame.book_progress) (*frame.book_progress)[std::string(experiment.name)].opened = true;
  }

  // What the maker has found out since, for the next start.
  void remember(Frame& frame) const {
    if (!frame.book_progress) return;
    for (const auto& [name, figures] : maker_->latest()->made) (*frame.book_progress)[name].figures = figures;
  }

  LabServices services_;
  SidePanel side_{"book.side", {.usual = 260, .share = 0.3f, .least = 200}};
  int chapter_ = first_chapter, seeds_ = 5;
  bool lessons_ = false;  // their list is shown, instead of a chapter
  std::unique_ptr<BookMaker> maker_;
};

}  // namespace

LabType book() {
  return {"book", "Book", "Every experiment of Deep Learning from Scratch, and its figures beside ours.",
          [] { return std::make_unique<BookLab>(); }, 4};
}

}  // namespace saddle::labs
