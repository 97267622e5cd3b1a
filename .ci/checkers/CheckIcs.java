import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.validate.ValidationResult;

/** What ical4j has against calendars: a line for each file, "PASS" or "FAIL" with the reason. */
public class CheckIcs {
  public static void main(String[] files) throws Exception {
    System.setProperty("net.fortuna.ical4j.timezone.update.enabled", "false"); // never ask the network
    System.setProperty("net.fortuna.ical4j.timezone.cache.impl", "net.fortuna.ical4j.util.MapTimeZoneCache");
    for (String file : files) {
      String why = "";
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        Calendar calendar = new CalendarBuilder().build(in);
        ValidationResult found = calendar.validate(true);
        if (found.hasErrors()) why = found.getEntries().toString();
      } catch (Exception error) {
        why = error.getClass().getSimpleName() + ": " + error.getMessage();
      }
      System.out.println((why.isEmpty() ? "PASS " : "FAIL ") + why.replace('\n', ' '));
    }
  }
}
