#include <exception>

#include <fmt/format.h>

#include "cli/shared/command_line.h"
#include "saddle/error.h"

int main(int argc, char** argv) {
  try {
    return saddle::cli::run(argc, argv);
  } catch (const saddle::Error& error) {
    fmt::print(stderr, "saddle: {}\n", error.what());
    return 2;
  } catch (const std::bad_alloc&) {
    fmt::print(stderr,
               "saddle: there is not enough memory for this; use smaller layers or a smaller training.batch_size\n");
    return 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "saddle: {}\n", error.what());
    return 1;
  }
}
