#include "report/report.h"

#include <fmt/format.h>

#include "cli/shared/outputs.h"
#include "cli/subcommand.h"
#include "saddle/text_file.h"
#include "shell/assets.h"

namespace saddle::cli {
namespace {

struct ReportOptions {
  std::string file, output, data, language = "en";
};

int write_report(const ReportOptions& options) {
  check_outputs({{"-o", options.output}}, {{"FILE", options.file}});
  const ui::Language language =
      options.language == "en" ? ui::Language()
                               : ui::Language(options.language, app::locale_directory() / (options.language + ".mo"));
  const app::Report report = app::read_report(options.file, options.data);
  write_text_file(options.output, report_html(report, presets_in(app::assets_directory() / "presets"), language));
  return success;
}

}  // namespace

Subcommand report() {
  return {
      "report",
      "Writes one page about a run, a model or a search that any browser shows: what was done, how it went, and the "
      "command that does it again.",
      [](CLI::App& app) {
        auto options = std::make_shared<ReportOptions>();
        app.add_option("file", options->file,
                       "A log (--log RUN.jsonl), a tape (--tape T.npz), a model (--save M.npz) or a journal "
                       "(--journal J.jsonl)")
            ->required()
            ->type_name("FILE");
        app.add_option("-o,--output", options->output, "The file to write")
            ->required()
            ->type_name("OUT.html")
            ->check(filled());
        app.add_option("--data", options->data, "Folder with the data sets, to measure a model on")->type_name("DIR");
        app.add_option("--lang", options->language, "Language of the page")
            ->check(CLI::IsMember({"en", "ko"}))
            ->capture_default_str();
        return std::function<int()>([options] { return write_report(*options); });
      }};
}

}  // namespace saddle::cli
