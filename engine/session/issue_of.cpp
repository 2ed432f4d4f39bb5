#include "saddle/issue_of.h"

#include "core/memory.h"

namespace saddle {

Issue issue_of(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Error& error) {
    return error.issue();
  } catch (const OutOfMemory& error) {
    return make_issue("network",
                      "there is not enough memory: another {} were asked for; use smaller layers or a smaller "
                      "training.batch_size",
                      bytes_text(error.bytes()));
  } catch (const std::bad_alloc&) {
    return make_issue("network",
                      "there is not enough memory for it; use smaller layers or a smaller training.batch_size");
  } catch (const std::exception& error) {
    return make_issue("", "{}", error.what());
  } catch (...) {
    return make_issue("", "something unexpected happened; save your work and start again");
  }
}

}  // namespace saddle
