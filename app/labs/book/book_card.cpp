#include "labs/book/book_card.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/book/book_stages.h"
#include "labs/concepts/page.h"
#include "plot/number.h"
#include "plot/text.h"
#include "ui/flow.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

std::string figure_text(double value) {
  if (std::isnan(value)) return "–";
  const double size = std::abs(value);
  if (size > 0 && (size < 1e-3 || size >= 1e9)) return fmt::format("{:.4g}", value);
  return plot::value_text(value);
}

std::string book_side(const BookFigure& figure) {
  const char* bound = figure.rule == BookFigure::Rule::at_most    ? "≤ "
                      : figure.rule == BookFigure::Rule::at_least ? "≥ "
                                                                  : "";
  return bound + figure_text(figure.book);
}

std::string our_side(const BookFigure& figure) {
  if (figure.ours.empty()) return "–";
  return figure.ours.size() > 1 ? fmt::format("{} ± {:.1g}", figure_text(figure.mean()), figure.spread())
                                : figure_text(figure.mean());
}

void draw_verdict(ui::Ui& ui, const BookFigure& figure) {
  if (figure.rule == BookFigure::Rule::shown) return ui::text(ui, "", ui.theme.muted, ui.fonts.caption);
  const bool agrees = figure.agrees();
  ui::text(ui, agrees ? ui.tr("agrees") : ui.tr("differs"), agrees ? ui.theme.good : ui.theme.warning,
           ui.fonts.caption);
  const std::string range =
      figure.rule == BookFigure::Rule::near
          ? fmt::format(fmt::runtime(ui.tr("Another run of ours may differ from the mean by {}.")),
                        figure_text(figure.allowance()))
          : std::string();
  ui::tooltip(ui, figure.why.empty() ? std::string_view() : ui.tr(figure.why), range);
}

void draw_figures(ui::Ui& ui, const std::string& name, const std::vector<BookFigure>& figures) {
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {ui.px(6), ui.px(3)});
  // A line is read across it: no wider than the eye follows.
  const ImVec2 size{std::min(ImGui::GetContentRegionAvail().x, ui.px(720)), 0};
  ImGui::PushStyleColor(ImGuiCol_TableBorderLight, ui.theme.border);
  if (ImGui::BeginTable(("###" + name).c_str(), 4, ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingFixedFit,
                        size)) {
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch);
    for (const std::string_view head : {ui.tr("figure"), ui.tr("book"), ui.tr("here"), std::string_view("")}) {
      ImGui::TableNextColumn();
      ui::text(ui, head, ui.theme.muted, ui.fonts.caption);
    }
    for (size_t i = 0; i < figures.size(); ++i) {
      const BookFigure& figure = figures[i];
      const std::string what = ui.language(figure.what), mark = fmt::format("{}.{}", name, i);
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      ui::paragraph(ui, mark, what);
      const auto cell = [&](const char* column, const std::string& words, ImU32 color) {
        ImGui::TableNextColumn();
        ui::text(ui, words, color, ui.fonts.caption);
        ui.mark(fmt::format("{}.{}", mark, column), words);
      };
      cell("book", book_side(figure), ui.theme.muted);
      cell("ours", our_side(figure), ui.theme.text);
      ImGui::TableNextColumn();
      draw_verdict(ui, figure);
    }
    ImGui::EndTable();
  }
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
}

void draw_share(ui::Ui& ui, const std::string& name, double share) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = ui.px(4);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(corner, {corner.x + width, corner.y + height}, ui.theme.field, height / 2);
  list.AddRectFilled(corner, {corner.x + width * static_cast<float>(share), corner.y + height}, ui.theme.accent,
                     height / 2);
  ImGui::Dummy({width, height});
  ui.mark(name, fmt::format("{:.0f} %", 100 * share));
}

std::string time_text(const ui::Ui& ui, const BookExperiment& experiment, int seeds) {
  const double seconds = experiment.seconds * seeds;
  std::string words = seconds < 90 ? fmt::format(fmt::runtime(ui.tr("About {} s")), std::lround(seconds))
                                   : fmt::format(fmt::runtime(ui.tr("About {} minutes")), std::lround(seconds / 60));
  if (experiment.needs_mnist) words += std::string(" · ") + std::string(ui.tr("needs the files of MNIST"));
  return words;
}

BookProgress progress_of(const Frame& frame, const BookExperiment& experiment) {
  if (!frame.book_progress) return {};
  const auto found = frame.book_progress->find(experiment.name);
  return found == frame.book_progress->end() ? BookProgress() : found->second;
}

// The title, and at the right what was done with it: the verdict, or that it was opened.
void draw_title(ui::Ui& ui, const BookExperiment& experiment, const BookProgress& progress) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float right = corner.x + ImGui::GetContentRegionAvail().x;
  ui::text(ui, ui.tr(experiment.title), ui.theme.text, ui.fonts.strong);
  ui.mark(fmt::format("book.{}", experiment.name), std::string(ui.tr(experiment.title)));
  if (!progress.figures && !progress.opened) return;
  std::string words(ui.tr("opened"));
  ImU32 color = ui.theme.muted;
  if (progress.figures) {
    const BookAgreement found = agreement(*progress.figures);
    words = fmt::format(fmt::runtime(ui.tr("{} of {} agree")), found.agree, found.of);
    color = found.agree == found.of ? ui.theme.good : ui.theme.warning;
  }
  const float wide = plot::text_size(words, {.font = ui.fonts.caption}).x;
  if (ImGui::GetItemRectMax().x + ui.px(12) + wide > right) {
    ui::caption(ui, words);
  } else {
    ImGui::SameLine();
    ImGui::SetCursorScreenPos({right - wide, corner.y + ui.px(2)});
    ui::text(ui, words, color, ui.fonts.caption);
  }
  ui.mark(fmt::format("book.{}.verdict", experiment.name), words);
}

}  // namespace

BookAgreement agreement(const std::vector<BookFigure>& figures) {
  BookAgreement found;
  for (const BookFigure& figure : figures) {
    if (figure.rule == BookFigure::Rule::shown) continue;
    ++found.of;
    found.agree += figure.agrees();
  }
  return found;
}

BookWish draw_book_card(Frame& frame, const BookExperiment& experiment, const BookMaker& maker, int seeds) {
  ui::Ui& ui = frame.ui;
  const auto state = maker.latest();
  const std::string name = fmt::format("book.{}", experiment.name);
  const BookProgress progress = progress_of(frame, experiment);
  const auto* figures = progress.figures.get();
  const BookStage& stage = book_stage(experiment.name);
  BookWish wish = BookWish::nothing;
  draw_title(ui, experiment, progress);
  ui::paragraph(ui, name + ".help", ui.tr(experiment.help));
  ImGui::Dummy({0, ui.px(2)});
  const bool making = maker.busy() && state->making == experiment.name,
             waits = maker.waits(std::string(experiment.name));
  {
    ui::Flow row(ui, ui.px(8));
    if (row.button(name + ".open", ui.tr("Open"), {.tooltip = ui.tr("Shows it in its lab and runs it there.")}))
      wish = BookWish::open;
    if (row.button(name + ".ask", ui.tr("Ask the class"),
                   {.look = ui::Look::quiet,
                    .tooltip = ui.tr("Opens it, and lets the class predict what will come of it before it runs.")}))
      wish = BookWish::ask;
    if (const std::string page = page_of(stage); !page.empty() && !stage.actions.starts_with("lab concepts")) {
      const std::string title(ui.tr(page_named(page, "page").title));
      if (row.button(name + ".page", title, {.look = ui::Look::quiet, .tooltip = ui.tr("Its page of Concepts")}))
        wish = BookWish::page;
    }
    if (making || waits) {
      if (row.button(name + ".stop", ui.tr("Stop"))) wish = BookWish::stop;
    } else if (row.button(name + ".make", figures ? ui.tr("Compare again") : ui.tr("Compare with the book"),
                          {.tooltip = ui.tr("Trains it in the background, with each of the seeds, and holds the book's "
                                            "figures against it.")})) {
      wish = BookWish::make;
    }
    const std::string time = waits ? std::string(ui.tr("waits for the one before")) : time_text(ui, experiment, seeds);
    row.place(plot::text_size(time, {.font = ui.fonts.caption}).x);
    ImGui::AlignTextToFramePadding();
    ui::text(ui, time, ui.theme.muted, ui.fonts.caption);
    ui.mark(name + ".time", time);
  }
  if (making) draw_share(ui, name + ".share", state->share);
  if (const auto failure = state->failed.find(experiment.name); failure != state->failed.end())
    ui::notice(ui, name + ".failure", ui::Tone::error, ui.language(failure->second));
  if (figures) draw_figures(ui, name + ".figure", *figures);
  return wish;
}

}  // namespace saddle::app
