#include <algorithm>

#include <fmt/format.h>

#include "cli/shared/numbers.h"
#include "cli/shared/outputs.h"
#include "cli/subcommand.h"
#include "cli/worksheet/sheet.h"
#include "saddle/error.h"
#include "saddle/text_file.h"
#include "shell/assets.h"

namespace saddle::cli {
namespace {

struct WorksheetOptions {
  std::string page, output, language = "en";
  int seed = 1, exercises = 6;
};

int write_worksheet(const WorksheetOptions& options) {
  const ConceptType& page = app::page_named(options.page, "PAGE");
  if (!page.exercise) {
    std::string others;
    for (const ConceptType* other : app::pages_in_order())
      if (other->exercise) others += (others.empty() ? "" : ", ") + std::string(other->name);
    throw Error("PAGE", "{} has no numbers to work out by hand; there are {}", page.name, others);
  }
  check_outputs({{"-o", options.output}}, {});
  const ui::Language language =
      options.language == "en" ? ui::Language()
                               : ui::Language(options.language, app::locale_directory() / (options.language + ".mo"));
  write_text_file(options.output,
                  worksheet_html(page, static_cast<uint64_t>(options.seed), options.exercises, language));
  return success;
}

}  // namespace

Subcommand worksheet() {
  return {
      "worksheet", "Writes exercises of a page of Concepts for paper, with their key.", [](CLI::App& app) {
        auto options = std::make_shared<WorksheetOptions>();
        app.add_option("page", options->page,
                       "A page with numbers to work out: perceptron, softmax, … "
                       "(saddle list concepts)")
            ->required()
            ->type_name("PAGE");
        app.add_option("-o,--output", options->output, "The file to write")
            ->required()
            ->type_name("OUT.html")
            ->check(filled());
        app.add_option("--seed", options->seed, "Same seed, same exercises")
            ->check(whole_from(0, 2'147'483'647))
            ->capture_default_str();
        app.add_option("--exercises", options->exercises, "How many")->check(whole_from(1, 100))->capture_default_str();
        app.add_option("--lang", options->language, "Language of the sheet")
            ->check(CLI::IsMember({"en", "ko"}))
            ->capture_default_str();
        return std::function<int()>([options] { return write_worksheet(*options); });
      }};
}

}  // namespace saddle::cli
